"""What may stand in a header: addresses in ASCII, encoded words, and nothing that breaks a line."""

import re
from email.header import Header
from email.utils import quote
from functools import lru_cache

# So many bytes (22 Arabic letters with their spaces) fit one encoded word on the line of the
# header's name. A longer name is cut at a space: cut inside a word, some readers show one there.
_ONE_WORD = 42
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{1,63}")


class HeaderRefused(ValueError):
    """A value that would break, or could forge, a header; it says which header and why."""

    def __init__(self, header: str, value: str, why: str) -> None:
        super().__init__(f"{header}: {value!r} {why}")
        self.header, self.value = header, value


def one_line(header: str, value: str) -> str:
    """The value itself when it holds no line end nor other control character.

    Raises:
        HeaderRefused: else, since what follows a line end is read as another header.
    """
    found = _CONTROL.search(value)
    if found:
        raise HeaderRefused(header, value, f"holds the control character {found.group()!r}")
    return value


def token(header: str, value: str) -> str:
    """A value of visible ASCII without spaces, as an identifier is.

    Raises:
        HeaderRefused: when it is empty or holds anything else.
    """
    if not _TOKEN.fullmatch(one_line(header, value)):
        raise HeaderRefused(header, value, "must be visible ASCII without spaces")
    return value


def message_id(header: str, value: str) -> str:
    """A message identifier `<left@right>`; it is never made an encoded word, threads hang on it.

    Raises:
        HeaderRefused: when it is not of that form, or longer than a line may be.
    """
    if not _MESSAGE_ID.fullmatch(one_line(header, value)) or len(value) > 900:
        raise HeaderRefused(header, value, "must be <left@right> in ASCII, below 900 characters")
    return value


@lru_cache(maxsize=4096)
def wire_address(header: str, address: str) -> str:
    """An address as SMTP takes it: ASCII before the @, punycode after it.

    Raises:
        HeaderRefused: for an address that would need SMTPUTF8, or that is none.
    """
    local, _, domain = one_line(header, address).rpartition("@")
    if not local.isascii():
        raise HeaderRefused(header, address, "has letters before the @ that few servers take")
    if len(local) > 64 or not _LOCAL_PART.fullmatch(local):
        raise HeaderRefused(header, address, "is no address: look at what stands before the @")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as cause:
        raise HeaderRefused(
            header, address, f"has a domain that cannot be written: {cause}"
        ) from None
    if not _DOMAIN.fullmatch(ascii_domain) or len(local) + len(ascii_domain) > 253:
        raise HeaderRefused(header, address, "is no address: look at what stands after the @")
    return f"{local}@{ascii_domain}"


@lru_cache(maxsize=4096)
def mailbox(header: str, name: str, address: str) -> str:
    """One header line of a display name and an address, folded before the address when long.

    Raises:
        HeaderRefused: from the name or from the address.
    """
    bare = wire_address(header, address)
    name = one_line(header, name).strip()
    if not name:
        return _folded(header, [bare])
    if name.isascii() and len(name) < 60 and "=?" not in name:
        return _folded(header, [f'"{quote(name)}"', f"<{bare}>"])
    words = [word for piece in _pieces(name) for word in _encoded(piece)]
    return _folded(header, [*words, f"<{bare}>"])


@lru_cache(maxsize=4096)
def subject_line(subject: str) -> str:
    """The subject as header lines of at most 78 characters.

    Raises:
        HeaderRefused: for a control character, or when nothing is left to say.
    """
    one_line("Subject", subject)
    if not subject.strip():
        raise HeaderRefused("Subject", subject, "is empty")
    if subject.isascii() and len(subject) < 68 and "=?" not in subject:
        return f"Subject: {subject}"
    words = Header(subject, "utf-8", maxlinelen=75, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {words}"


def _folded(header: str, chunks: list[str]) -> str:
    """The chunks laid out on lines of at most 76 characters, unless one alone is longer."""
    lines = [f"{header}:"]
    for chunk in chunks:
        if len(lines[-1]) + 1 + len(chunk) > 76:
            lines.append("")
        lines[-1] += f" {chunk}"
    return "\r\n".join(lines)


def _pieces(name: str) -> list[str]:
    """A long name cut at its spaces, each piece short enough for one encoded word."""
    pieces = [""]
    for word in re.findall(r"\S+\s*", name):
        if pieces[-1] and len((pieces[-1] + word).encode()) > _ONE_WORD:
            pieces.append("")
        pieces[-1] += word
    return pieces


def _encoded(words: str) -> list[str]:
    return Header(words, "utf-8", maxlinelen=75).encode(linesep="\r\n").split("\r\n ")
