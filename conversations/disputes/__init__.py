"""What is said of mediation."""
