"""What talks about volunteer activities share."""
