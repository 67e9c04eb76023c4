"""Builds the app for the server and for ``flask``; nothing else."""

from app import create_app

app = create_app()
