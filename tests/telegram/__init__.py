"""A Telegram of our own: its server, and a phone on which a person can be played."""
