"""What the machine room does for grid issues."""
