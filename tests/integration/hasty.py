"""A Felchat that waits for a second where others wait for a quarter of a minute. For tests of slow peers."""

from felchat import create_app, slow_peers

slow_peers.BODY_WITHIN = 1
slow_peers.PIECE_TAKEN_WITHIN = 1
app = create_app()
