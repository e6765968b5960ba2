"""The tests. alice and bob talk, mallory should not."""
