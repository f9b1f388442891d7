"""Who may read the metrics. INFITAH_METRICS_*."""

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST = 16  # signs of a token


class MetricsSettings(BaseSettings):
    """The settings of `/metrics`, read from the environment when it is made; closed by default.

    `token` is what a scraper sends as `Authorization: Bearer`. `loopback` opens it without one to
    programs of this machine; not to what a proxy hands on.
    """

    model_config = SettingsConfigDict(
        env_prefix="INFITAH_METRICS_", extra="ignore", hide_input_in_errors=True
    )

    token: SecretStr = Field(SecretStr(""))
    loopback: bool = False

    @field_validator("token")
    @classmethod
    def _long_enough(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < SHORTEST:
            raise ValueError(
                f"INFITAH_METRICS_TOKEN is shorter than {SHORTEST} signs: take a long random one, "
                "e.g. of `openssl rand -hex 24`"
            )
        return token

    @property
    def closed(self) -> bool:
        """Whether nobody may read them."""
        return not (self.token.get_secret_value() or self.loopback)
