"""What is said of meetings."""
