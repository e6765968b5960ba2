"""The chat as somebody who picks FastAPI would build it."""
