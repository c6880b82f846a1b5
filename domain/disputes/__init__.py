"""The rules of mediation."""
