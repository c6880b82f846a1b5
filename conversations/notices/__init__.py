"""What is said of notices and big decisions."""
