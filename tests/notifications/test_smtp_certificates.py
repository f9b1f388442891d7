"""Certificates of a mail server that are not to be trusted: out of date, or of another name."""

import gc
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from mail_server import LETTER, Scripted, free_port, send

from notifications.failures import PermanentFailure, TechnicalFailure
from notifications.smtp import Accepted

NOW = datetime.now(UTC)
YEAR = timedelta(days=365)


def certificate(folder: Path, *, host: str, since: datetime, until: datetime) -> Path:
    """A certificate that vouches for itself, for a host by number or name, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    known: x509.GeneralName = x509.DNSName(host)
    if host[0].isdigit():
        known = x509.IPAddress(ipaddress.ip_address(host))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def serving(file: Path, security: str) -> Iterator[Scripted]:
    """A mail server with this certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    over = {"tls_context": context, "require_starttls": True}
    scripted = Scripted()
    controller = Controller(
        scripted, hostname="127.0.0.1", port=free_port(),
        **({"ssl_context": context} if security == "tls" else over),
    )  # fmt: skip
    controller.start()
    scripted.port = controller.port  # type: ignore[attr-defined]
    yield scripted
    controller.stop()


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("host", "since", "until", "trusted"),
    [
        ("127.0.0.1", NOW - YEAR, NOW + YEAR, True),
        ("127.0.0.1", NOW - 2 * YEAR, NOW - timedelta(days=1), False),
        ("127.0.0.1", NOW + timedelta(days=1), NOW + YEAR, False),
        ("mail.elsewhere.example", NOW - YEAR, NOW + YEAR, False),
        ("127.0.0.2", NOW - YEAR, NOW + YEAR, False),
    ],
    ids=["right", "expired", "not yet", "another name", "another number"],
)
# aiosmtpd leaves its own side of a broken handshake to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_letter_is_given_to_a_server_whose_certificate_is_right_and_to_no_other(
    tmp_path: Path, security: str, host: str, since: datetime, until: datetime, trusted: bool
) -> None:
    file = certificate(tmp_path, host=host, since=since, until=until)
    with serving(file, security) as server:
        if trusted:
            (answer,) = send(server, security=security, ca_file=str(file))
            assert isinstance(answer, Accepted)
        else:
            with pytest.raises(TechnicalFailure, match=r"(?i)certificate"):
                send(server, security=security, ca_file=str(file))
        assert server.taken == ([LETTER] if trusted else [])
    gc.collect()


@pytest.mark.parametrize(
    "address",
    ["a@y.ma SIZE=1", "a@y.ma\r\nDATA", "a@y.ma\nRCPT TO:<b@y.ma>", "a b@y.ma", "<a@y.ma>,b@y.ma",
     "a@y.ma>", "a@y.ma\x00", "a@y.ma BODY=8BITMIME", "", "@y.ma", "a@"],
)  # fmt: skip
def test_no_address_brings_a_command_or_an_option_of_its_own(address: str) -> None:
    scripted = Scripted()
    controller = Controller(scripted, hostname="127.0.0.1", port=free_port())
    controller.start()
    scripted.port = controller.port  # type: ignore[attr-defined]
    try:
        answers = send(scripted, address=address)
    finally:
        controller.stop()
    (answer,) = answers
    assert isinstance(answer, PermanentFailure)
    assert answer.address_is_wrong
    assert scripted.taken == []
