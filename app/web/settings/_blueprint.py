"""The settings' blueprint, apart from its pages so that they can hang themselves on it."""

from flask import Blueprint

blueprint = Blueprint("settings", __name__, url_prefix="/settings")
