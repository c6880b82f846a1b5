"""The front door: `uv run bot.py`."""

import gc

gc.disable()  # until the house is open: nothing that is read on the way is rubbish

from bot.cli import main  # noqa: E402  # the collector rests before the first of it is read

main()
