"""Duty: rosters, shifts, swaps, leave, groups of villages."""
