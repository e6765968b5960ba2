"""What both peers that are written with Flask share: all but their sockets."""
