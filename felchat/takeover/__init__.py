"""Coming from FelchatV2: its people and their blocks, taken over once."""
