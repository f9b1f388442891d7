"""How long a consultation lasts and how soon it is answered: policy. INFITAH_CONSULTATION_*."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ConsultationSettings(BaseSettings):
    """The settings of consultations, read from the environment when it is made.

    No legal minimum was found: the windows that are known lasted 7 days (Agadir 2023, Asilah 2025)
    to 22 days (Sidi Bennour 2024), so both numbers are policy. `least_days` counts calendar days,
    both ends included; a shorter window takes its reason and shows that it is short.
    `answer_within` are the working days after the end in which what became of the ideas is to be
    published.
    """

    model_config = SettingsConfigDict(env_prefix="INFITAH_CONSULTATION_", extra="ignore")

    least_days: int = Field(15, ge=1, le=180)
    answer_within: int = Field(10, ge=1, le=180)
