"""The talking room: what is said and what is asked next; pure, no await."""
