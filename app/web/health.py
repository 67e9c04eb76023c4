"""For operators: is it up, is it ready."""

from flask import Blueprint

blueprint = Blueprint("health", __name__)
