"""Pushes to a village, a role or all: who may, to whom, how far they have gone."""
