"""Talks about pushes to many."""
