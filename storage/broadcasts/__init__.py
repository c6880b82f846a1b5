"""Pushes to many, and how far they have gone."""
