"""The door for other city systems."""
