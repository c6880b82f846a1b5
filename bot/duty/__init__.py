"""Duty in the machine room: the clock, the drawing, files, pages, papers."""
