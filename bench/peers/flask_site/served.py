"""gunicorn's settings: gevent, as both stacks' documentation shows it."""

import os

worker_class = "gevent"
workers = int(os.environ.get("WORKERS", "1"))
bind = f"127.0.0.1:{os.environ['PORT']}"
loglevel = "warning"
