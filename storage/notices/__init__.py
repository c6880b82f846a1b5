"""Notices and big decisions in the records."""
