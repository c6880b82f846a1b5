"""What is said of grid issues."""
