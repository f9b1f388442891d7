"""What a form behind a link carries, so that only a page that was shown can send it."""

import hmac
from datetime import date, timedelta

from notifications.link_keys import LinkKeys
from notifications.links import token_of

KEPT = timedelta(days=1)  # a form that was opened yesterday evening is sent this morning


def form_token(keys: LinkKeys, token: str, form: str, on: date) -> str:
    """The token of a form of a link on a civil date."""
    return _made(keys.secrets[keys.current], token, form, on)


def is_form_token(keys: LinkKeys, given: object, token: str, form: str, on: date) -> bool:
    """Whether a form was shown for this link today or yesterday, with any key that still counts."""
    if not isinstance(given, str):
        return False
    days = (on, on - KEPT)
    expected = (_made(secret, token, form, day) for secret in keys.secrets.values() for day in days)
    return any(hmac.compare_digest(one.encode(), given.encode()) for one in expected)


def _made(secret: bytes, token: str, form: str, on: date) -> str:
    return token_of(secret, f"form|{token}|{form}|{on.isoformat()}", 0)
