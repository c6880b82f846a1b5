"""Duty: shifts, the rules they are drawn by, what is due when."""
