"""Talks about duty."""
