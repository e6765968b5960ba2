"""What is said, and for how long it lasts."""
