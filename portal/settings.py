"""How the portal is opened. INFITAH_PORTAL_*."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from notifications.settings import MailSettings, is_loopback


class PortalSettings(BaseSettings):
    """The settings of the portal, read from the environment when it is made.

    `proxy_header` names the header in which an OIDC proxy gives the address of who signed in there;
    it is believed only from `proxy_trust`. `open_outbox` shows the mailbox to whoever can reach the
    portal: only for a demonstration on this machine, because letters name people and hold links.
    """

    model_config = SettingsConfigDict(env_prefix="INFITAH_PORTAL_", extra="ignore")

    host: str = "127.0.0.1"
    proxy_header: str = ""
    proxy_trust: list[str] = Field(default_factory=lambda: ["127.0.0.1", "::1"])
    open_outbox: bool = False

    @property
    def secure(self) -> bool:
        """Whether the portal is reached over TLS, so that its cookie is never sent in clear."""
        return MailSettings().base_url.startswith("https://")

    @model_validator(mode="after")
    def _refuse_an_open_mailbox_on_a_network(self) -> Self:
        if self.open_outbox and not is_loopback(self.host):
            raise ValueError(
                f"INFITAH_PORTAL_OPEN_OUTBOX=true would show every letter to whoever reaches "
                f"{self.host}: leave it out, or listen on 127.0.0.1"
            )
        return self
