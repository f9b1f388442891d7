"""Asking a scanner about a file: a clamd made by hand, on loopback."""

import asyncio
import logging
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import papers
import pytest

from models.settings import data_folder
from models.words import DocumentScan
from portal.document_words import infected
from portal.scanning import ScannerRefused, scan, scanner_address
from portal.uploads import receive

EICAR = papers.PDF + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Clamd:
    """Speaks the INSTREAM part of clamd: finds EICAR, or says what it is told to say."""

    def __init__(self, says: bytes | None = None) -> None:
        self.heard: list[bytes] = []
        self._says = says
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self._served = threading.Thread(target=self._serve)
        self._served.start()

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._served.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self._door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(size)
                self.heard.append(content)
                found = b"stream: Eicar-Test-Signature FOUND\0"
                usual = found if b"EICAR" in content else b"stream: OK\0"
                line.sendall(usual if self._says is None else self._says)


@contextmanager
def running(monkeypatch: pytest.MonkeyPatch, says: bytes | None = None) -> Iterator[Clamd]:
    clamd = Clamd(says)
    monkeypatch.setenv("INFITAH_CLAMD", clamd.address)
    try:
        yield clamd
    finally:
        clamd.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "محضر سري.pdf"
    file.write_bytes(papers.PDF)
    return file


def test_without_a_scanner_a_document_stays_pending(
    paper: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert scan(paper) is DocumentScan.PENDING
    assert not caplog.records


def test_the_scanner_hears_every_byte_and_finds_nothing(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write_bytes(papers.PDF + bytes(200_000))  # several pieces
    with running(monkeypatch) as clamd:
        assert scan(paper) is DocumentScan.CLEAN
        assert clamd.heard == [paper.read_bytes()]


def test_what_the_scanner_finds_is_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(monkeypatch):
        form = papers.a_form(("minutes.pdf", EICAR), ("good.pdf", papers.PDF))
        received, problems = asyncio.run(receive(form))
    assert problems == [infected("minutes.pdf")]
    assert [(one.label, one.scan) for one in received] == [("good.pdf", DocumentScan.CLEAN)]
    kept = [one for one in (data_folder() / "documents").rglob("*") if one.is_file()]
    assert kept == [received[0].temporary]


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"\xff\xfe\0"])
def test_an_answer_that_says_nothing_leaves_it_pending(
    paper: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, says: bytes
) -> None:
    with running(monkeypatch, says):
        assert scan(paper) is DocumentScan.PENDING
    assert "unscanned" in caplog.text


def test_a_scanner_that_is_down_is_told_to_the_operator_without_a_name(
    paper: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with running(monkeypatch):
        pass  # its port is now closed
    with caplog.at_level(logging.WARNING):
        assert scan(paper) is DocumentScan.PENDING
    assert "unscanned" in caplog.text
    assert "محضر" not in caplog.text


@pytest.mark.parametrize(
    "told", ["localhost", "localhost:", ":3310", "host:0", "host:٣", "h:70000"]
)
def test_an_address_that_is_none_is_refused_with_the_way_to_write_it(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFITAH_CLAMD", told)
    with pytest.raises(ScannerRefused, match=r"HOST:PORT, as in 127\.0\.0\.1:3310"):
        scanner_address()


def test_an_address_is_a_host_and_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    for told, address in (("clamd:3310", ("clamd", 3310)), ("[::1]:3310", ("::1", 3310))):
        monkeypatch.setenv("INFITAH_CLAMD", told)
        assert scanner_address() == address
