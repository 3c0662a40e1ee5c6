"""Run Backmap: `python app.py`, or `gunicorn app:server` in production."""

from dashboard import create_app
from dashboard.server import serve

app = create_app()
server = app.server

if __name__ == "__main__":
    serve(app)
