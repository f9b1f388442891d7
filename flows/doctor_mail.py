"""What the doctor looks at of mail: whether the settings could send, and the server is there."""

import asyncio
from urllib.parse import urlsplit

from pydantic import ValidationError

from flows.doctor_checks import Check
from notifications.failures import TechnicalFailure
from notifications.settings import MailSettings, is_loopback
from notifications.smtp import Wire

PATIENCE = 2.0  # seconds to connect: the doctor is asked by people
NOWHERE = ("example", "invalid", "test", "localhost")  # RFC 2606: these domains are never anybody's


def mail() -> list[Check]:
    """Every check of the mail settings; with `delivery=smtp` the server is greeted too."""
    try:
        settings = MailSettings()
    except ValidationError as wrong:
        told = "; ".join(one["msg"].removeprefix("Value error, ") for one in wrong.errors())
        return [Check("mail settings", False, told, "correct INFITAH_MAIL_* (docs/operations.md)")]
    if settings.delivery == "mailbox":
        return [Check("mail settings", True, "letters stay in the mailbox; none leaves by SMTP")]
    return [_allowed(settings), _links(settings), _sender(settings), mail_server(settings)]


def _allowed(settings: MailSettings) -> Check:
    whom = ", ".join(settings.allowed_domains) or "nobody"
    seen = "writes to every domain (INFITAH_MAIL_LIVE)" if settings.live else f"writes to {whom}"
    return Check("mail settings", True, f"{seen}, {settings.security}, {settings.host}")


def _links(settings: MailSettings) -> Check:
    """Whether the links in letters lead to this portal from elsewhere, and unread on the way."""
    address = urlsplit(settings.base_url)
    mend = "set INFITAH_MAIL_BASE_URL to the portal's public address, which begins with https://"
    if not address.hostname or is_loopback(address.hostname):
        seen = f"letters leave, but their links lead to {settings.base_url}: only this machine"
        return Check("links in letters", False, seen, mend)
    if address.scheme != "https":
        seen = f"links lead to {settings.base_url}: whoever is on the way can read and use them"
        return Check("links in letters", False, seen, mend)
    return Check("links in letters", True, f"they lead to {settings.base_url}")


def _sender(settings: MailSettings) -> Check:
    """Whether an answer and a bounce can come back to the address that letters come from."""
    senders = (settings.from_address, settings.bounce_address, settings.reply_to)
    told = [one for one in senders if one and one.rpartition(".")[2] in NOWHERE]
    seen = f"{', '.join(told)}: nobody can answer, and most servers refuse it" if told else ""
    mend = "set INFITAH_MAIL_FROM_ADDRESS to an address of the ministry that is read"
    return Check("sender", not told, seen or f"letters come from {settings.from_address}", mend)


def mail_server(settings: MailSettings) -> Check:
    """Whether the server answers in time, is greeted, trusted, and logged in to as delivery does.

    Nothing is sent: it is left after EHLO, STARTTLS and the login.
    """
    at = f"{settings.host}:{settings.port}"
    try:
        asyncio.run(_greeted(settings))
    except TechnicalFailure as failure:
        mend = "start it, or correct INFITAH_MAIL_HOST, _PORT, _SECURITY or _LOGIN; letters wait"
        return Check("mail server", False, f"{at} cannot be used: {failure.answer}", mend)
    return Check("mail server", True, f"{at} answers with {settings.security}")


async def _greeted(settings: MailSettings) -> None:
    hasty = {"connect_timeout": PATIENCE, "command_timeout": PATIENCE}
    async with Wire(settings.model_copy(update=hasty)) as wire:
        await wire.ready()
