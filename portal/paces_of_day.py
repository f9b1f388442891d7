"""What was seen of each step so far, read once a day and not for every page of a plan."""

from datetime import date
from functools import lru_cache

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lifecycle.forecasts import read_paces
from lifecycle.paces import Paces
from lifecycle.rulebook import read_rulebook


def paces_of_day(session: Session, on: date) -> dict[int, Paces]:
    """The paces of each cohort on a civil date, as they were when they were first asked for.

    A day's reports hardly change what half of a cohort needs; reading every step of the network for
    each page of a plan would cost more than the page.
    """
    bind = session.get_bind()
    return _read(bind if isinstance(bind, Engine) else bind.engine, on)


@lru_cache(maxsize=4)
def _read(engine: Engine, on: date) -> dict[int, Paces]:
    with Session(engine) as session:
        return read_paces(session, on, read_rulebook(session))
