"""Volunteer activities in the records."""
