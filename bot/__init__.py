"""The machine room: time, tasks, transactions, wiring."""
