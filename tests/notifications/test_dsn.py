"""What is asked of a server that offers DSN, so that its bounces name the letter."""

import asyncio

import pytest

from notifications.dsn import mail_options, rcpt_options, xtext
from notifications.settings import MailSettings
from notifications.smtp import Accepted, Wire

ID = "0123456789abcdef" * 2
LETTER = b"Subject: x\r\n\r\nx\r\n"


class Listener:
    """A server of a few lines that writes down what it is told; aiosmtpd refuses these options."""

    def __init__(self, *offers: str) -> None:
        self.offers, self.heard = offers, []  # type: tuple[str, ...], list[str]

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := (await reader.readline()).decode().strip():
            self.heard.append(line)
            writer.write(self.answer(line))
            if line == "DATA":
                while (await reader.readline()) != b".\r\n":
                    pass
                writer.write(b"250 taken\r\n")
            if line == "QUIT":
                break
        writer.close()

    def answer(self, line: str) -> bytes:
        if line.startswith("EHLO"):
            lines = ["relay.example", *self.offers, "SMTPUTF8"]
            marks = ["-"] * (len(lines) - 1) + [" "]
            return "".join(f"250{m}{one}\r\n" for m, one in zip(marks, lines, strict=True)).encode()
        return b"354 go on\r\n" if line == "DATA" else b"250 ok\r\n"


def heard(*offers: str, address: str = "focal@commune.example", **more: str) -> list[str]:
    """The MAIL and RCPT commands with which one letter is sent to a server that offers these."""
    listener = Listener(*offers)

    async def one_letter() -> None:
        server = await asyncio.start_server(listener.converse, "127.0.0.1", 0)
        async with server:
            settings = MailSettings(
                delivery="smtp", host="127.0.0.1", security="none", live=True,
                port=server.sockets[0].getsockname()[1], **more,
            )  # fmt: skip
            async with Wire(settings) as wire:
                answer = await wire.send(address, LETTER, replayed=False, letter_id=ID)
            assert answer == Accepted(250, "taken")

    asyncio.run(one_letter())
    return [line for line in listener.heard if line.startswith(("MAIL", "RCPT"))]


def test_a_server_that_offers_dsn_is_told_which_letter_it_is() -> None:
    mail, rcpt = heard("DSN", address="focal+pao@commune.example")
    assert mail == f"MAIL FROM:<coordination@infitah.example> RET=HDRS ENVID={ID}"
    assert rcpt == (
        "RCPT TO:<focal+pao@commune.example> NOTIFY=FAILURE,DELAY "
        "ORCPT=rfc822;focal+2Bpao@commune.example"
    )


def test_a_server_that_does_not_is_asked_for_nothing() -> None:
    assert heard() == [
        "MAIL FROM:<coordination@infitah.example>",
        "RCPT TO:<focal@commune.example>",
    ]


def test_bounces_go_to_the_address_that_the_settings_name() -> None:
    mail, _ = heard(bounce_address="bounces@infitah.example")
    assert mail == "MAIL FROM:<bounces@infitah.example>"


@pytest.mark.parametrize(
    ("value", "written"),
    [("a", "a"), ("a+b=c", "a+2Bb+3Dc"), ("a b", "a+20b"), ("é", "+C3+A9"), ("~!", "~!")],
)
def test_what_xtext_does_not_allow_is_escaped(value: str, written: str) -> None:
    assert xtext(value) == written


def test_a_letter_without_a_number_names_none() -> None:
    assert mail_options("") == ["RET=HDRS"]
    assert rcpt_options("a@b.example")[1] == "ORCPT=rfc822;a@b.example"
