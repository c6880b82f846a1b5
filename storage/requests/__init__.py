"""Proxy requests in the records."""
