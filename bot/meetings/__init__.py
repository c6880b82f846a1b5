"""What the machine room does for meetings."""
