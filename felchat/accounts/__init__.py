"""Who you are: registration, signing in and out, sessions."""
