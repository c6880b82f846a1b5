"""Documents and pictures the house makes or cleans: bytes in, bytes out; knows no channel, no table, no clock."""
