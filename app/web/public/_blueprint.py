"""The public blueprint, apart from its pages so that they can hang themselves on it."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
