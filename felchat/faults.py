"""How a fault of ours is written down."""

from traceback import format_tb


def without_words(fault: Exception) -> str:
    """Where a fault happened and of what kind it is: its own words may hold what people said."""
    return f"{type(fault).__name__}\n{''.join(format_tb(fault.__traceback__))}"
