"""Talks about notices and big decisions."""
