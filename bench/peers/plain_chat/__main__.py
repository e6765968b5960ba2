"""Serve it."""

from bench.peers.flask_site.serve import serve

serve("bench.peers.plain_chat.app:app")
