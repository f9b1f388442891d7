"""What is asked of a mail server so that bounces name the letter they are about (RFC 3461)."""

import re

_XTEXT = re.compile(r"[^!-*,-<>-~]")  # all but visible ASCII without + and =


def mail_options(letter_id: str) -> list[str]:
    """For MAIL: give back the headers only, and name the letter by its number."""
    return ["RET=HDRS", *([f"ENVID={xtext(letter_id)}"] if letter_id else [])]


def rcpt_options(address: str) -> list[str]:
    """For RCPT: tell of failures and delays, and for which address, wherever it is forwarded to."""
    return ["NOTIFY=FAILURE,DELAY", f"ORCPT=rfc822;{xtext(address)}"]


def xtext(value: str) -> str:
    """A value as DSN writes it: + and = and what is not visible ASCII as +HH (section 4)."""
    return _XTEXT.sub(lambda found: "".join(f"+{b:02X}" for b in found[0].encode()), value)
