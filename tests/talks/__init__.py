"""Transcripts of talks, and the player that holds them against what is really said."""
