"""The blueprint of the figures, apart from its pages so that they can hang themselves on it."""

from flask import Blueprint

blueprint = Blueprint("figures", __name__, url_prefix="/figures")
