"""What gunicorn and the flask command line load."""

from felchat import create_app

app = create_app()
