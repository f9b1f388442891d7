"""The doctor on mail: settings that could not send, and a server that cannot be used."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from flows.doctor_checks import Check
from flows.doctor_mail import mail

PUBLIC = "https://pao.collectivites.ma"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server() -> Iterator[int]:
    """A mail server on loopback that offers no STARTTLS; its port."""
    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller.port
    controller.stop()


def looked(monkeypatch: pytest.MonkeyPatch, **told: object) -> dict[str, Check]:
    facts = {
        "delivery": "smtp", "security": "none", "allowed_domains": '["collectivites.ma"]',
        "base_url": PUBLIC, "from_address": "pao@collectivites.ma", "port": free_port(),
    } | told  # fmt: skip
    for name, value in facts.items():
        monkeypatch.setenv(f"INFITAH_MAIL_{name.upper()}", str(value))
    return {check.name: check for check in mail()}


def test_without_a_server_letters_stay_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    found = looked(monkeypatch, delivery="mailbox")
    assert list(found) == ["mail settings"]
    assert found["mail settings"].good
    assert "none leaves" in found["mail settings"].seen


def test_letters_in_clear_to_another_machine_are_refused_without_showing_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = looked(monkeypatch, host="mail.collectivites.ma", password="hunter2secret")
    assert not found["mail settings"].good
    assert "in clear to mail.collectivites.ma" in found["mail settings"].seen
    assert "hunter2secret" not in str(found)


def test_no_allowed_domain_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    found = looked(monkeypatch, allowed_domains="[]")
    assert "INFITAH_MAIL_ALLOWED_DOMAINS" in found["mail settings"].seen
    assert not found["mail settings"].good


def test_everything_in_order_is_said_to_be(monkeypatch: pytest.MonkeyPatch, server: int) -> None:
    found = looked(monkeypatch, port=server)
    assert [name for name, check in found.items() if not check.good] == []
    assert "writes to collectivites.ma" in found["mail settings"].seen
    assert "answers with none" in found["mail server"].seen


@pytest.mark.parametrize(
    ("address", "told"),
    [("http://127.0.0.1:4280", "only this machine"), ("http://pao.collectivites.ma", "can read")],
)
def test_links_that_lead_nowhere_or_in_clear_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, server: int, address: str, told: str
) -> None:
    check = looked(monkeypatch, port=server, base_url=address)["links in letters"]
    assert not check.good
    assert told in check.seen
    assert "INFITAH_MAIL_BASE_URL" in check.mend


def test_a_sender_that_nobody_can_answer_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, server: int
) -> None:
    check = looked(monkeypatch, port=server, from_address="pao@infitah.example")["sender"]
    assert not check.good
    assert "pao@infitah.example" in check.seen


def test_a_server_that_is_down_is_named_with_its_port(monkeypatch: pytest.MonkeyPatch) -> None:
    check = looked(monkeypatch, port=4690)["mail server"]
    assert not check.good
    assert "127.0.0.1:4690 cannot be used" in check.seen
    assert "INFITAH_MAIL_PORT" in check.mend.replace("_HOST, _PORT", "_PORT")


def test_a_server_without_starttls_is_told_so(monkeypatch: pytest.MonkeyPatch, server: int) -> None:
    check = looked(monkeypatch, port=server, security="starttls")["mail server"]
    assert not check.good
    assert "STARTTLS" in check.seen


def test_a_certificate_that_is_not_trusted_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(Path(__file__).parent.parent / "notifications" / "loopback_for_tests.pem")
    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port(), tls_context=ours)
    controller.start()
    try:
        check = looked(monkeypatch, port=controller.port, security="starttls")["mail server"]
    finally:
        controller.stop()
    assert not check.good
    assert "certificate" in check.seen.lower()


def test_a_server_that_says_nothing_is_left_after_two_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("flows.doctor_mail.PATIENCE", 0.2)
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        check = looked(monkeypatch, port=silent.getsockname()[1])["mail server"]
    assert not check.good
    assert "imeout" in check.seen or "imed out" in check.seen
