"""The engine's work on one database, killed at one point after another until it is done."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from databases import opened
from forked import Nursery
from post_office import PostOffice, came_back
from sqlalchemy import func, select
from whole import Post, check_history

from lifecycle.working_days import WorkingDays
from models.database import reading
from models.outbox import OutboxLetter
from models.words import LetterState

SCRIPT = ("open_cohort", "replay", "day", "day", "bounce", "day", "day", "erase", "day", "rotate")
OPENS, CLOSES = 9, 14  # the hours in which letters leave
DAYS = 60  # of deliveries, after which a letter that still waits will wait for ever


@dataclass
class Loop:
    """One database, its mail server, the time of day, and the kills that are still to come."""

    children: Nursery
    url: str
    folder: Path
    env: dict[str, str]
    office: PostOffice
    pending: Counter[str]
    killed: Counter[str] = field(default_factory=Counter)
    on: date = date(2022, 10, 21)
    hour: int = OPENS
    jobs: int = 0
    lap: int = 0  # in the first each point kills when it is first come to, then by a throw of dice

    def do(self, work: str) -> None:
        """Do a job to its end, however often it is killed on the way."""
        while not self._once(work):
            point = (self.folder / "told").read_text()
            self.killed[point] += 1
            self.pending -= Counter([point])
            self.later()
            with opened(self.url) as engine:
                check_history(engine)

    def _once(self, work: str) -> bool:
        self.jobs += 1
        (done,) = self.children.run(
            {
                "work": work, "url": self.url, "on": self.on.isoformat(), "hour": self.hour,
                "pending": sorted(self.pending), "env": self.env,
                "seed": self.lap * 1000 + self.jobs,
                "chance": 0.4 if self.lap else 1.0, "told": str(self.folder / "told"),
                "journal": str(self.folder / "journal"),
            }
        )  # fmt: skip
        return done

    def later(self) -> None:
        """An hour later, or the next working morning."""
        self.hour += 1
        if self.hour > CLOSES:
            self.tomorrow()

    def tomorrow(self) -> None:
        """The next working morning."""
        self.on, self.hour = WorkingDays().add(self.on, 1), OPENS

    def bounce(self) -> None:
        """A letter that was taken comes back."""
        with opened(self.url) as engine, reading(engine) as session:
            query = select(OutboxLetter).where(OutboxLetter.state == LetterState.ACCEPTED)
            letter = next(one for one in session.scalars(query) if one.id in self.office.copies)
            report = came_back(letter.id, letter.to_address or "")
        drop = Path(self.env["INFITAH_DATA"]) / "bounces"
        drop.mkdir(exist_ok=True)
        (drop / f"{self.jobs}.eml").write_bytes(report)

    def live(self) -> None:
        """A few days of a cohort."""
        for work in SCRIPT:
            if work == "bounce":
                self.bounce()
            else:
                self.do(work)
            if work == "day":
                self.tomorrow()

    def deliver_all(self) -> None:
        """Deliver until nothing waits, day after day."""
        for _ in range(DAYS):
            if not self._waiting():
                return
            self.do("deliver_now")
            self.tomorrow()
        raise AssertionError("letters wait for ever")

    def _waiting(self) -> int:
        with opened(self.url) as engine, reading(engine) as session:
            asked = (OutboxLetter.next_at.is_not(None), OutboxLetter.replayed.is_(False))
            return session.scalar(select(func.count(OutboxLetter.id)).where(*asked)) or 0

    def told(self, entries: int, post: Post) -> str:
        """One line of counts, as docs/faults.md cites it."""
        kind = self.url.partition(":")[0]
        return (
            f"{kind}: {self.killed.total()} kills at {len(self.killed)} points, {self.jobs} "
            f"processes; {entries} entries, each whole; {post.letters} letters, lost {post.lost}; "
            f"{post.extra} extra copies, {post.windows} windows recorded "
            f"({self.office.lost} replies lost by the server), at most {post.most} of one letter"
        )
