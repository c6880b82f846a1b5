"""Pushes in the machine room: posted in portions, counted while they go out."""
