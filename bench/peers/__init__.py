"""Chats as others would build them, that do the same work: see README.md."""
