"""The chat as the documentation of flask-sock would have it: what ours was at first."""
