"""Duty: rosters, who is there, who stands in."""
