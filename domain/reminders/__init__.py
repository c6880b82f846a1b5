"""Reminders: quiet hours, ledgers that come round, what is put off until another day."""
