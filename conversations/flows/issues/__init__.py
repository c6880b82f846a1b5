"""Talks about grid issues."""
