"""The legal time of Morocco, from the tz data that the engine carries, never the machine's.

Morocco has been at UTC+0 all year since 2026-09-20 (tz database 2026c). A machine whose own data is
older says +01, and `zoneinfo` would prefer it over the `tzdata` package: a letter meant for nine
o'clock would leave at ten. So the search path is emptied before the zone is loaded.
"""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()
CASABLANCA = zoneinfo.ZoneInfo("Africa/Casablanca")


class StaleTimeZone(RuntimeError):
    """The tz data is older than 2026c: install `tzdata>=2026.3`."""


def check_legal_time() -> None:
    """Refuse tz data from before the change of 2026-09-20.

    Raises:
        StaleTimeZone: when nine o'clock in Casablanca on 2026-12-01 is not nine o'clock UTC.
    """
    offset = datetime(2026, 12, 1, 9, tzinfo=CASABLANCA).utcoffset()
    if offset != timedelta(0):
        raise StaleTimeZone(
            f"Africa/Casablanca is {offset} from UTC on 2026-12-01; it must be 0:00:00. "
            "Install tzdata>=2026.3 and start every process with PYTHONTZPATH set to nothing."
        )


def local_date(instant: datetime) -> date:
    """The civil date in Casablanca of an aware instant."""
    return instant.astimezone(CASABLANCA).date()


def instant_of(on: date, hour: int = 9, minute: int = 0) -> datetime:
    """The UTC instant of a local hour in Casablanca on a civil date."""
    return datetime.combine(on, time(hour, minute), tzinfo=CASABLANCA).astimezone(UTC)
