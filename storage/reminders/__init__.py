"""Ledgers that come round, and what people want to be reminded of later."""
