"""One file per matter, or per act on a card. Flows do not know each other."""
