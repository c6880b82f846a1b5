"""Pushes to many: who may send them, and to whom."""
