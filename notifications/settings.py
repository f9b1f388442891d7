"""How letters leave: to the embedded mailbox unless a mail server is named. INFITAH_MAIL_*."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TEN_MINUTES = 600  # RFC 5321, 4.5.3.2.6 asks for ten minutes after the final dot


class MailSettings(BaseSettings):
    """The settings of delivery, read from the environment when it is made.

    With `delivery=smtp` an allow-list of domains or `live=true` is asked for, so that no drill ever
    writes to real people. Bounces come back to `bounce_address`, the sender's own address when it
    is empty. Times are in seconds.
    """

    model_config = SettingsConfigDict(
        # An error must not show what was given: there is a password among it.
        env_prefix="INFITAH_MAIL_", extra="ignore", hide_input_in_errors=True,
    )  # fmt: skip

    delivery: Literal["mailbox", "smtp"] = "mailbox"
    host: str = "127.0.0.1"
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    login: str = ""
    password: SecretStr = SecretStr("")
    ca_file: str | None = None
    local_hostname: str = "infitah.example"
    from_name: str = "شبكة الجماعات المنفتحة"
    from_address: str = "coordination@infitah.example"
    reply_to: str | None = None
    bounce_address: str = ""
    allowed_domains: list[str] = Field(default_factory=list)
    live: bool = False
    connections: int = Field(4, ge=1, le=50)
    batch: int = Field(500, ge=1, le=5000)
    base_url: str = "http://127.0.0.1:4280"
    connect_timeout: float = Field(30, gt=0)
    command_timeout: float = Field(300, gt=0)
    dot_timeout: float = Field(TEN_MINUTES, gt=0)
    give_up_after_hours: float = Field(72, gt=0)

    @model_validator(mode="after")
    def _refuse_what_is_not_safe(self) -> Self:
        """Refuse letters in clear over a network, and real addresses without leave."""
        if self.security == "none" and not is_loopback(self.host):
            raise ValueError(
                f"INFITAH_MAIL_SECURITY=none would send letters in clear to {self.host}: "
                "use starttls or tls; none is for a server on this machine only"
            )
        if self.delivery == "smtp" and not (self.live or self.allowed_domains):
            raise ValueError(
                "INFITAH_MAIL_DELIVERY=smtp writes to real people: name the domains that may be "
                'written to, INFITAH_MAIL_ALLOWED_DOMAINS=["example.ma"], '
                "or set INFITAH_MAIL_LIVE=true"
            )
        self.base_url = self.base_url.rstrip("/")
        return self

    @property
    def give_up_after(self) -> timedelta:
        """How long after the first try a letter is still tried again."""
        return timedelta(hours=self.give_up_after_hours)

    @property
    def domain(self) -> str:
        """The domain of the engine's own address: that of every Message-ID."""
        return self.from_address.rpartition("@")[2]

    def may_write_to(self, address: str) -> bool:
        """Whether a letter may be sent to an address by SMTP."""
        domain = address.rpartition("@")[2].lower()
        return self.live or domain in {allowed.lower() for allowed in self.allowed_domains}


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by name or by number; nothing is looked up."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
