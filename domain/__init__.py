"""The rules: pure calculators over plain values."""
