"""What the machine room does for notices and big decisions."""
