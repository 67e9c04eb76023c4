"""Door: one's own account: password, second factors, sessions."""

from app.web.account import apps, passkeys, password, proofs
from app.web.account._blueprint import blueprint

__all__ = ["apps", "blueprint", "passkeys", "password", "proofs"]
