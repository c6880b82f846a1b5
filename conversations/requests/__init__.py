"""What is said of proxy requests."""
