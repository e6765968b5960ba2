"""Felchat measured, by itself and beside what people would pick instead; README.md says how to read it."""
