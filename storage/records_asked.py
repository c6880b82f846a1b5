"""How a matter says that a look-up is not one of its own."""

UNANSWERED = object()
