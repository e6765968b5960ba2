"""People with real sessions and sockets, who say things when they are due, whatever becomes of them."""
