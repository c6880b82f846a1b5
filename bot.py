"""The front door: `uv run bot.py`."""

from bot.cli import main

main()
