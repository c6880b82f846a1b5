"""The rules of meetings: kinds, quorum, votes, minutes, action items."""
