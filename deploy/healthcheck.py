"""Ask the Felchat of this container whether it lives, and end with 1 when it does not say so.

Run as `python deploy/healthcheck.py`; the image has no curl, and needs none.
"""

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}/ping"

try:
    urlopen(ADDRESS, timeout=4).close()  # nosec B310 # the address is ours
except (URLError, OSError) as reason:
    sys.exit(f"healthcheck: {ADDRESS}: {reason}")
