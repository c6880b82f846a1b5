"""Talks about meetings."""
