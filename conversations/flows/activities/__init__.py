"""Talks about volunteer activities."""
