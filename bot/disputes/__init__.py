"""What the machine room does for mediation."""
