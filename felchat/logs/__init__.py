"""The log: what it says, in which form, of which request, and what it never says (docs/logging.md)."""
