"""Who else is here: the directory of people."""
