"""The wire against a real listener on loopback: each phase that can fail, and what it means."""

import asyncio
import gc
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from mail_server import LETTER, Scripted, free_port, send, settings
from pydantic import ValidationError

from notifications.failures import (
    AmbiguousFailure,
    PermanentFailure,
    TechnicalFailure,
    TemporaryFailure,
    refused,
)
from notifications.settings import MailSettings
from notifications.smtp import Accepted, Wire


@pytest.fixture
def server() -> Iterator[Scripted]:
    scripted = Scripted()
    controller = Controller(scripted, hostname="127.0.0.1", port=free_port())
    controller.start()
    scripted.port = controller.port  # type: ignore[attr-defined]
    yield scripted
    controller.stop()


def test_a_letter_arrives_byte_for_byte(server: Scripted) -> None:
    (answer,) = send(server)
    assert answer == Accepted(250, "taken")
    assert server.taken == [LETTER]


def test_connections_are_reused_and_never_more_than_allowed(server: Scripted) -> None:
    assert all(isinstance(each, Accepted) for each in send(server, 40, connections=3))
    assert server.connections <= 3


@pytest.mark.parametrize(
    ("phase", "answer", "failure"),
    [
        ("rcpt", "450 4.2.0 greylisted", TemporaryFailure),
        ("rcpt", "550 5.1.1 unknown", PermanentFailure),
        ("rcpt", "552 5.2.2 mailbox full", TemporaryFailure),
        ("rcpt", "550 5.7.1 relaying denied", TechnicalFailure),
        ("data", "451 4.3.0 busy", TemporaryFailure),
        ("data", "552 5.3.4 too big", PermanentFailure),
        ("data", "554 rejected", PermanentFailure),
    ],
)
def test_an_answer_is_classified_by_its_code(
    server: Scripted, phase: str, answer: str, failure: type[Exception]
) -> None:
    setattr(server, phase, answer)
    (result,) = send(server)
    assert type(result) is failure
    assert str(result.code) == answer[:3]  # type: ignore[attr-defined]


def test_only_a_status_of_5_1_condemns_the_address() -> None:
    wrong, content = refused(550, "5.1.1 unknown"), refused(552, "5.3.4 too big")
    assert isinstance(wrong, PermanentFailure)
    assert isinstance(content, PermanentFailure)
    assert (wrong.address_is_wrong, content.address_is_wrong) == (True, False)


def test_a_refusal_does_not_cost_the_connection(server: Scripted) -> None:
    server.rcpt = "550 5.1.1 unknown"
    send(server, 5, connections=1)
    assert server.connections == 1


def test_a_connection_that_is_lost_after_the_dot_is_ambiguous(server: Scripted) -> None:
    server.drop_after_dot = True
    (result,) = send(server)
    assert type(result) is AmbiguousFailure
    assert server.taken == [LETTER]


def test_an_answer_that_does_not_come_after_the_dot_is_ambiguous(server: Scripted) -> None:
    server.silent_after_dot = True
    (result,) = send(server, dot_timeout=0.5)
    assert type(result) is AmbiguousFailure


def test_a_server_without_starttls_gets_no_letter(server: Scripted) -> None:
    with pytest.raises(TechnicalFailure, match="STARTTLS"):
        send(server, security="starttls")
    assert server.taken == []


def test_a_server_that_does_not_speak_tls_gets_no_letter(server: Scripted) -> None:
    with pytest.raises(TechnicalFailure):
        send(server, security="tls")
    assert server.taken == []


def test_a_login_that_is_not_offered_is_technical(server: Scripted) -> None:
    with pytest.raises(TechnicalFailure, match="AUTH"):
        send(server, login="someone", password="secret")
    assert server.taken == []


def test_nobody_listening_is_technical() -> None:
    async def knock() -> None:
        async with Wire(settings(free_port())) as wire:
            await wire.ready()

    with pytest.raises(TechnicalFailure):
        asyncio.run(knock())


def test_an_address_that_is_not_ascii_is_a_wrong_address(server: Scripted) -> None:
    async def send_it() -> None:
        async with Wire(settings(server.port)) as wire:  # type: ignore[attr-defined]
            await wire.send("جماعة@commune.example", LETTER, replayed=False)

    with pytest.raises(PermanentFailure) as failure:
        asyncio.run(send_it())
    assert failure.value.address_is_wrong


@pytest.mark.parametrize("host", ["mail.example", "10.0.0.5", "127.0.0.1.example"])
def test_letters_in_clear_are_refused_for_any_other_machine(host: str) -> None:
    with pytest.raises(ValidationError, match="in clear"):
        MailSettings(delivery="smtp", host=host, security="none", live=True)


def test_real_addresses_need_leave() -> None:
    with pytest.raises(ValidationError, match="ALLOWED_DOMAINS"):
        MailSettings(delivery="smtp", host="mail.example")


def test_the_password_is_not_shown() -> None:
    shown = MailSettings(password="s3cret")
    assert "s3cret" not in repr(shown)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFITAH_MAIL_ALLOWED_DOMAINS", '["commune.example"]')
    monkeypatch.setenv("INFITAH_MAIL_BASE_URL", "https://suivi.example/")
    made = MailSettings()
    assert made.may_write_to("a@COMMUNE.example")
    assert not made.may_write_to("a@other.example")
    assert made.base_url == "https://suivi.example"


CERTIFICATE = Path(__file__).with_name("loopback_for_tests.pem")


def tls() -> ssl.SSLContext:
    """A certificate that only its own file vouches for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.fixture(params=["starttls", "tls"])
def encrypting(request: pytest.FixtureRequest) -> Iterator[tuple[Scripted, str]]:
    """A server that takes letters over TLS only, and the way in which it is spoken to."""
    scripted, security = Scripted(), request.param
    over = {"tls_context": tls(), "require_starttls": True}
    if security == "tls":
        over = {"ssl_context": tls()}
    controller = Controller(scripted, hostname="127.0.0.1", port=free_port(), **over)
    controller.start()
    scripted.port = controller.port  # type: ignore[attr-defined]
    yield scripted, security
    controller.stop()


def test_a_trusted_server_takes_the_letter_over_tls(encrypting: tuple[Scripted, str]) -> None:
    server, security = encrypting
    (answer,) = send(server, security=security, ca_file=str(CERTIFICATE))
    assert isinstance(answer, Accepted)
    assert server.taken == [LETTER]


# aiosmtpd leaves its own side of a broken handshake to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_certificate_that_nobody_vouches_for_is_technical(
    encrypting: tuple[Scripted, str],
) -> None:
    server, security = encrypting
    with pytest.raises(TechnicalFailure, match="certificate"):
        send(server, security=security)
    assert server.taken == []
    gc.collect()
