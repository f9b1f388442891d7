"""Signed links: a short token bound to a person, a plan, a step, an act and a generation.

The token is an HMAC of what it is bound to, so a letter that is written again carries the same one,
and nothing secret is stored. Only its SHA-256 is, to find it again.
"""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from lifecycle.long_lists import chunks
from models.base import table_of
from models.bulk import insert_rows
from models.link import SignedLink
from models.words import LinkAct
from notifications.link_keys import LinkKeys

LINK = table_of(SignedLink)
PATH = "/l/"  # of the pages behind the links
# Policy: long enough to report after the deadline, and to follow a plan between two letters.
KEPT = {
    LinkAct.ANSWER: timedelta(days=60),
    LinkAct.FOLLOW: timedelta(days=120),
    LinkAct.SUCCEED: timedelta(days=30),
}
NEWEST = (
    select(LINK)
    .where(LINK.c.scope.in_(bindparam("scopes", expanding=True)))
    .order_by(LINK.c.generation)
)
LENGTHEN = update(LINK).where(LINK.c.id == bindparam("link")).values(expires_on=bindparam("until"))


@dataclass(frozen=True, slots=True)
class Bound:
    """What a link is bound to, besides its generation."""

    act: LinkAct
    person_id: int
    plan_id: int
    step_key: str | None = None
    occurrence: int | None = None
    succession_id: int | None = None

    @property
    def scope(self) -> str:
        """The same in one word."""
        return (
            f"{self.act}.{self.person_id}.{self.plan_id}."
            f"{self.step_key or ''}.{self.occurrence or 0}.{self.succession_id or 0}"
        )


def token_of(secret: bytes, scope: str, generation: int) -> str:
    """The token of a link: 160 bits, as 32 letters and digits."""
    said = f"infitah/link/v1|{scope}|{generation}".encode()
    return b32encode(hmac.digest(secret, said, hashlib.sha256)[:20]).decode().lower()


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(slots=True)
class LinkDesk:
    """The links of one batch of letters: known ones are read at once, new ones written at once.

    `now` is aware, `today` the civil date in Casablanca.
    """

    session: Session
    keys: LinkKeys
    now: datetime
    today: date
    _newest: dict[str, dict[str, Any]] = field(default_factory=dict)
    _fresh: list[dict[str, Any]] = field(default_factory=list)
    _longer: dict[int, date] = field(default_factory=dict)

    def look_up(self, bounds: Iterable[Bound]) -> None:
        """Read the newest link of each of these, if there is one."""
        scopes = sorted({bound.scope for bound in bounds} - set(self._newest))
        for some in chunks(scopes):
            rows = self.session.execute(NEWEST, {"scopes": some})
            self._newest |= {row["scope"]: dict(row) for row in rows.mappings()}

    def token(self, bound: Bound, due_on: date | None = None) -> str:
        """The token of a link that works for a while after today and after a deadline.

        A link that was taken back, or whose key is gone or has another secret now, gets the next
        generation.
        """
        until = max(self.today, due_on or self.today) + KEPT[bound.act]
        row = self._newest.get(bound.scope)
        if row is None or row["revoked_at"] or not self._is_signed(row):
            row = self._new(bound, until, row["generation"] + 1 if row else 1)
        elif row["expires_on"] < until:
            row["expires_on"] = until
            if "id" in row:
                self._longer[row["id"]] = until
        return token_of(self.keys.secrets[row["key_name"]], row["scope"], row["generation"])

    def _is_signed(self, row: dict[str, Any]) -> bool:
        secret = self.keys.secrets.get(row["key_name"])
        if secret is None:
            return False
        made = digest_of(token_of(secret, row["scope"], row["generation"]))
        return made == str(row["token_sha256"])

    def store(self) -> None:
        """Write the new links and the later ends, in the caller's transaction."""
        connection = self.session.connection()
        insert_rows(connection, SignedLink, self._fresh, unless_known="token_sha256")
        if self._longer:
            longer = [{"link": number, "until": until} for number, until in self._longer.items()]
            connection.execute(LENGTHEN, longer)
        self._fresh, self._longer = [], {}

    def _new(self, bound: Bound, until: date, generation: int) -> dict[str, Any]:
        name, scope = self.keys.current, bound.scope
        row = {
            "token_sha256": digest_of(token_of(self.keys.secrets[name], scope, generation)),
            "scope": scope,
            "generation": generation,
            "key_name": name,
            "act": bound.act,
            "person_id": bound.person_id,
            "plan_id": bound.plan_id,
            "step_key": bound.step_key,
            "occurrence": bound.occurrence,
            "succession_id": bound.succession_id,
            "made_at": self.now,
            "expires_on": until,
            "revoked_at": None,
            "revoked_because": None,
        }
        self._newest[scope] = row
        self._fresh.append(row)
        return row
