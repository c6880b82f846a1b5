"""Talks about mediation."""
