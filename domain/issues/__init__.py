"""The rules of grid issues."""
