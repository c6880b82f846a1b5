"""Meetings in the records."""
