"""Under which licence the open data are published. INFITAH_OPEN_DATA_*; for the ministry to say."""

from dataclasses import dataclass
from typing import Self

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from lifecycle.errors import refusal


@dataclass(frozen=True, slots=True)
class Licence:
    """An open licence: its SPDX name, its title, and where its text stands."""

    name: str
    title: str
    path: str


LICENCES = {
    one.name: one
    for one in (
        Licence(
            "ODbL-1.0",
            "Open Data Commons Open Database License v1.0",
            "https://opendatacommons.org/licenses/odbl/1-0/",
        ),
        Licence(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        Licence(
            "ODC-BY-1.0",
            "Open Data Commons Attribution License v1.0",
            "https://opendatacommons.org/licenses/by/1-0/",
        ),
        Licence(
            "CC0-1.0",
            "Creative Commons Zero v1.0 Universal",
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
    )
}


class OpenDataSettings(BaseSettings):
    """The settings of the open data, read from the environment when it is made.

    The default licence is that of the national portal data.gov.ma as others report it; the
    portal's own terms were not read, and no decision of the ministry is known (policy).
    """

    model_config = SettingsConfigDict(env_prefix="INFITAH_OPEN_DATA_", extra="ignore")

    licence: str = "ODbL-1.0"

    @field_validator("licence")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in LICENCES:
            raise ValueError(name)
        return name

    @classmethod
    def read(cls) -> Self:
        """The settings of this environment.

        Raises:
            Refused: the licence is none of those that are known.
        """
        try:
            return cls()
        except ValidationError:
            known = ", ".join(LICENCES)
            raise refusal(
                f"INFITAH_OPEN_DATA_LICENCE: رخصة غير معروفة. الرخص المقبولة: {known}.",
                f"INFITAH_OPEN_DATA_LICENCE : licence inconnue. Choisissez parmi {known}.",
                f"INFITAH_OPEN_DATA_LICENCE names no licence that is known: give one of {known}",
            ) from None


def licence_of() -> Licence:
    """The licence that is set.

    Raises:
        Refused: it is none of those that are known.
    """
    return LICENCES[OpenDataSettings.read().licence]
