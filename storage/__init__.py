"""The filing room: rows in, values out. Plain synchronous functions over a Session."""
