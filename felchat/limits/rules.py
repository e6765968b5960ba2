"""All the numbers. Whoever uses Felchat as a person does should never meet one of them."""

from felchat.limits.domain import AtOnce, Budget, Limit

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600

TRIES = (
    Limit("tries of a name from one place", times=5, within=MINUTE),
    Limit("tries of a name from one place", times=8, within=5 * MINUTE),
    Limit("tries of a name from one place", times=12, within=15 * MINUTE),
)
"""Passwords tried for one name from one address. Who goes on waits longer each time, up to 15 minutes: at
most 48 guesses an hour (ASVS 5.0 6.3.1). Nobody else waits with them."""
TRIES_OF_A_NAME = Limit("tries of a name", times=60, within=10 * MINUTE)
"""From wherever: what a botnet with an address for each guess meets. It does not keep people out of where
they have signed in before."""
KNOWN_HERE = Limit("known here", times=1, within=90 * DAY)
"""How long such a place is remembered: as long as one stays signed in there without typing the password."""
TRIES_FROM_AN_ADDRESS = Limit("tries from an address", times=20, within=MINUTE)
"""For whatever names: an office behind one address signs in within a minute or two in the morning."""
REGISTRATIONS = Limit("registrations from an address", times=20, within=HOUR)
"""A class that registers together, with some typing errors, has to wait; a script gets nowhere."""
ADDRESSES = Limit("e-mail addresses", times=10, within=HOUR)
"""Of a person who changes theirs: each try would tell whether somebody has that address."""
SEARCHES = Limit("searches", times=60, within=MINUTE)
"""A search as one types is about two a second, and nobody types names for a minute."""
API_CALLS = Limit("API calls", times=300, within=MINUTE)
"""Of a person, by whatever tokens and cookies: a bot that asks every second in five conversations."""
REFUSED_TOKENS = Limit("refused tokens from an address", times=300, within=MINUTE)
"""Nobody guesses 256 bits, but nobody shall keep the database busy with it; a bot whose token has run out
does not reach it, nor keep its neighbours out."""
MESSAGES = Budget(burst=10, per_second=2)
"""Of a person, over every door: whatever they answer by hand passes at once."""
HANDSHAKES = Limit("sockets opened", times=120, within=MINUTE)
"""Of a person: twenty tabs come back from a restart at once, and each page that is looked at opens one."""
HANDSHAKES_FROM_AN_ADDRESS = Limit("sockets opened from an address", times=600, within=MINUTE)
"""Of nobody who is signed in: an office whose pages come back from a restart, and have signed out since."""
SOCKETS_FROM_AN_ADDRESS = AtOnce("sockets from an address", most=200)
"""An office; a person has at most MOST_INBOXES of them."""
FRAMES = Budget(burst=200, per_second=20)
"""Of one socket: a page that comes back sends all that waits on it, and says five things a second at most
while somebody types, reads and scrolls."""
