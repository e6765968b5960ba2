"""Serve it."""

from bench.peers.flask_site.serve import serve

serve("bench.peers.socketio_chat.app:app")
