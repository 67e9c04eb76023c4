"""The desk's blueprint, apart from its pages so that they can hang themselves on it."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
