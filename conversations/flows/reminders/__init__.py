"""Talks about reminders."""
