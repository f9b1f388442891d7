"""The open data as the portal hands them out: read when something changed, once for everybody."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from threading import Lock

from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response

from audit.log_walk import still
from audit.open_data import OpenData, read_open_data
from audit.open_data_licence import Licence, licence_of
from audit.open_data_package import descriptor, files_of
from lifecycle.clock import Clock
from lifecycle.standing import plans_stand
from portal.pages import site_of

# Policy: a change shows within a minute, and no crowd of readers costs more than a reading of it.
AT_LEAST = timedelta(minutes=1)
KEPT = {
    "Cache-Control": f"public, max-age={int(AT_LEAST.total_seconds())}",
    "Access-Control-Allow-Origin": "*",  # public, and asked for without any cookie
}


@dataclass(frozen=True)
class Snapshot:
    """The open data of one moment; `tag` names it, so that nobody fetches it twice."""

    data: OpenData
    tag: str
    licence: Licence

    @cached_property
    def package(self) -> bytes:
        """The bytes of `datapackage.json`; made on first use, because it reads every file."""
        return descriptor(self.data, files_of(self.data), self.licence)


@dataclass(slots=True)
class Shelf:
    """Keeps the newest snapshot of one application."""

    lock: Lock = field(default_factory=Lock)
    kept: tuple[datetime, tuple[int, ...], Snapshot] | None = None

    def newest(self, engine: Engine, clock: Clock) -> Snapshot:
        """The snapshot of now; one that something changed after is at most a minute old."""
        with self.lock:
            now = clock.now()
            if self.kept and self.kept[0] <= now < self.kept[0] + AT_LEAST:
                return self.kept[2]
            with still(engine) as session:
                stands = plans_stand(session, clock.today())
                if self.kept and self.kept[1] == stands:
                    return self.kept[2]
                data = read_open_data(session, clock)
            licence = licence_of()
            told = f"{data.made_at.isoformat()} {stands} {licence.name}"
            tag = hashlib.sha256(told.encode()).hexdigest()[:32]
            self.kept = (now, stands, Snapshot(data, tag, licence))
            return self.kept[2]


def snapshot_of(request: Request) -> Snapshot:
    """The snapshot that a request is answered from."""
    site, state = site_of(request), request.app.state
    if not hasattr(state, "open_data"):
        state.open_data = Shelf()  # two first readers at once may make two: one is forgotten
    shelf: Shelf = state.open_data
    return shelf.newest(site.engine, site.clock)


def tagged(request: Request, answer: Response, tag: str) -> Response:
    """An answer that may be kept for a minute and asked for again by its tag; 304 if it stands."""
    named = f'"{tag}"'
    known = [one.strip().removeprefix("W/") for one in
             request.headers.get("if-none-match", "").split(",")]  # fmt: skip
    if named in known or "*" in known:
        answer = Response(status_code=304)
    answer.headers.update(KEPT | {"ETag": named})
    return answer
