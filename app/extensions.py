"""Libraries that want to be created once: made here, plugged in by ``create_app``."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf import CSRFProtect

login = LoginManager()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
