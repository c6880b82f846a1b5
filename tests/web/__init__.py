"""The phone page and its door."""
