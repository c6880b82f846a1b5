"""Reminders: put off, done, not mine; quiet hours; ledgers that come round; the Monday digest."""
