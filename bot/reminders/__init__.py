"""Reminders in the machine room: what is due is asked of the records and told once."""
