"""Mediation in the records."""
