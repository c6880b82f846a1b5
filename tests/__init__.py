"""Stories, laws and transcripts that hold the house together."""
