"""The chat as somebody who uses Flask already would build it: with Flask-SocketIO."""
