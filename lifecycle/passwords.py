"""Which passwords are refused: those of a list that is set, and those that are guessed first.

No rule asks for capitals or signs (NIST SP 800-63B, 3.1.1.2, from memory): length protects, and
what is refused is what programs try first.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from lifecycle.language import Phrase

SETTING = "INFITAH_PASSWORD_LIST"
SHORTEST = 12  # letters; length is what protects
LONGEST = 200  # hashing a megabyte of password would keep the portal busy
LEFT = 7  # letters that must be left when all that is guessed first is taken away
AGAIN = re.compile(r"(.)\1{2,}|(.{2,8}?)\2+")  # aaaa; abcabc
LOOKS = str.maketrans("013457@$!|", "oieastasii")
# The engine's and the network's own words, and those that stand in most passwords that are known.
WORDS = (
    "infitah", "remacto", "انفتاح", "ouverture", "openness", "collectivite", "collectivity",
    "commune", "province", "prefecture", "region", "coordination", "coordinator", "coordinateur",
    "morocco", "maroc", "rabat", "casablanca", "marrakech", "المغرب", "administrateur", "admin",
    "auditor", "auditeur", "motdepasse", "password", "passwort", "passw", "passe", "pass", "login",
    "welcome", "bienvenue", "bonjour", "iloveyou", "jetaime", "loveyou", "forever", "princess",
    "football", "baseball", "superman", "batman", "sunshine", "dragon", "monkey", "shadow",
    "master", "letmein", "trustno", "michael", "jennifer", "charlie", "jordan", "liverpool",
    "chelsea", "computer", "internet", "secret", "changeme", "default", "test", "guest", "root",
    "abc", "love", "angel", "mohamed", "mohammed", "fatima", "allah", "bismillah", "summer",
    "hello", "freedom", "whatever", "killer", "starwars", "pokemon", "soleil", "chocolat",
)  # fmt: skip
ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "0123456789", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p",
)  # fmt: skip
TOO_EASY = Phrase(
    "كلمة المرور هذه من أول ما يجرب: اختاروا عدة كلمات لا علاقة بينها.",
    "Ce mot de passe est de ceux que l’on essaie d’abord\u00a0: choisissez plusieurs mots sans "
    "rapport entre eux.",
    "this password is one of those that are tried first: take several words that have nothing to "
    "do with each other",
)
WRONG_LENGTH = Phrase(
    f"يجب أن تتكون كلمة المرور من {SHORTEST} حرفا على الأقل و{LONGEST} على الأكثر.",
    f"Le mot de passe compte de {SHORTEST} à {LONGEST} caractères.",
    f"a password has {SHORTEST} to {LONGEST} letters",
)


def weakness(password: str, about: Iterable[str] = ()) -> Phrase | None:
    """Why a password is refused, None when it is taken.

    Args:
        password: as it was typed.
        about: what is known of whose it is: the address, the name.

    Raises:
        OSError: the list that INFITAH_PASSWORD_LIST names cannot be read.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        return WRONG_LENGTH
    guessed = [*WORDS, *_parts(about)]
    if len(_left(_plain(password), guessed)) < LEFT or _is_known(password):
        return TOO_EASY
    return None


def _plain(text: str) -> str:
    """Small letters and digits, nothing between them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in plain if one.isalnum() or one in "@$!|")


def _parts(about: Iterable[str]) -> Iterator[str]:
    """The words of an address or a name that are long enough to be told apart."""
    for said in about:
        yield from (_plain(one) for one in re.split(r"[\W_]+", said) if len(one) >= 3)


def _left(text: str, guessed: Iterable[str]) -> str:
    """The letters that are left once what is guessed first is taken away."""
    text = AGAIN.sub(lambda found: found[1] or found[2], text)
    text = _without_rows(text)
    text = text.translate(LOOKS)
    for word in sorted({_plain(one).translate(LOOKS) for one in guessed}, key=len, reverse=True):
        text = text.replace(word, " ")
    return text.replace(" ", "")


def _without_rows(text: str) -> str:
    """Without three and more letters that follow one another in the alphabet or on a keyboard."""
    kept, at = [], 0
    while at < len(text):
        run = max(_run(text, at, row) for one in ROWS for row in (one, one[::-1]))
        kept.append(" " if run >= 3 else text[at])
        at += run if run >= 3 else 1
    return "".join(kept)


def _run(text: str, at: int, row: str) -> int:
    """How many letters of a text, from a place on, follow one another in a row of keys."""
    place, length = row.find(text[at]), 0
    if place < 0:
        return 0
    while place + length < len(row) and text.startswith(row[place + length], at + length):
        length += 1
    return length


def _is_known(password: str) -> bool:
    """Whether it stands in the list of known passwords, one a line, if one is set."""
    told, wanted = os.environ.get(SETTING), password.casefold()
    if not told:
        return False
    with Path(told).open(encoding="utf-8", errors="replace") as known:
        return any(line.strip().casefold() == wanted for line in known)
