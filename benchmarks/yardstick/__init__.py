"""Cunbang beside what others write: the same talk, the same crowd, one machine, one run."""
