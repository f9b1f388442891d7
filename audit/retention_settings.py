"""How long personal data are kept. INFITAH_KEEP_*; policy, to be confirmed by the ministry."""

from datetime import date
from typing import Self

from dateutil.relativedelta import relativedelta
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from lifecycle.errors import refusal

LONGEST = 1200  # months: a century is a slip of the pen


class RetentionSettings(BaseSettings):
    """The settings of retention, read from the environment when it is made; 0 keeps for ever.

    `letter_bytes_months` after a letter was written, its exact bytes go. `people_months` after the
    last day of their last role, people are erased. `sessions_days` after a browser's sign-in ended,
    its record goes.
    """

    model_config = SettingsConfigDict(env_prefix="INFITAH_KEEP_", extra="ignore")

    letter_bytes_months: int = Field(24, ge=0, le=LONGEST)
    people_months: int = Field(60, ge=0, le=LONGEST)
    sessions_days: int = Field(30, ge=0, le=LONGEST * 30)

    @classmethod
    def read(cls) -> Self:
        """The settings of this environment.

        Raises:
            Refused: a value is no whole number, is negative or beyond a century; it says which.
        """
        try:
            return cls()
        except ValidationError as wrong:
            names = ", ".join(
                f"INFITAH_KEEP_{str(one['loc'][0]).upper()}={one['input']}"
                for one in wrong.errors()
            )
            raise refusal(
                f"قيمة غير صالحة: {names}. اكتبوا عددا صحيحا، و0 للحفظ دون أجل.",
                f"Valeur invalide : {names}. Écrivez un nombre entier ; 0 conserve sans limite.",
                f"{names} is wrong: give a whole number, 0 keeps for ever, {LONGEST} months at "
                "most",
            ) from None


def months_before(on: date, months: int) -> date | None:
    """The last civil date of what was kept long enough on a date; None when it is kept for ever."""
    return on - relativedelta(months=months) if months else None


def days_before(on: date, days: int) -> date | None:
    """The same in days."""
    return on - relativedelta(days=days) if days else None
