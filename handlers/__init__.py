"""The front doors: one file per channel, translating and nothing else."""
