"""How patiently the engine watches itself. INFITAH_WATCH_*."""

from datetime import timedelta

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECK_WITHIN = 4 * 3600  # seconds: a missed check of 08:00 is noticed by 14:00 at the latest
RUN_WITHIN = 3600
LETTERS_EVERY = 3600


class WatchSettings(BaseSettings):
    """The settings of the watches, read from the environment when it is made.

    `check_within` and `run_within` are seconds: how long the server waits for the event of a
    finished check, and for the end of a run. The check of a day is over by the local hour
    `check_by`. Letters pile up when more than `letters_most` are `letters_hours` past due.
    """

    model_config = SettingsConfigDict(env_prefix="INFITAH_WATCH_", extra="ignore")

    check_within: int = Field(CHECK_WITHIN, ge=10)
    check_by: int = Field(10, ge=1, le=23)
    run_within: int = Field(RUN_WITHIN, ge=10)
    letters_most: int = Field(50, ge=0)
    letters_hours: float = Field(2, ge=0)

    @property
    def letters_patience(self) -> timedelta:
        """How long a letter may be past due before it counts."""
        return timedelta(hours=self.letters_hours)
