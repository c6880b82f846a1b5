"""What the machine room does for volunteer activities."""
