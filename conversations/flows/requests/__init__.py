"""Talks about proxy requests."""
