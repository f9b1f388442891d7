"""Asking a virus scanner (clamd) about a file, when the operator has one. INFITAH_CLAMD.

Protocol: clamd(8), «INSTREAM»: pieces, each with its length as four bytes, and a length of zero.
"""

import logging
import os
import socket
import struct
from pathlib import Path

from models.words import DocumentScan

SETTING = "INFITAH_CLAMD"
PATIENCE = 20.0  # seconds that somebody with a form in front of them waits
PIECE = 64 * 1024
LONGEST_ANSWER = 4096
LOG = logging.getLogger(__name__)


class ScannerRefused(ValueError):
    """INFITAH_CLAMD is no HOST:PORT; the message says how to write it."""


def scanner_address() -> tuple[str, int] | None:
    """The address of the scanner; None when there is none.

    Raises:
        ScannerRefused: the setting is no `HOST:PORT`.
    """
    told = os.environ.get(SETTING, "").strip()
    if not told:
        return None
    host, _, port = told.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        raise ScannerRefused(f"{SETTING}={told} is no HOST:PORT, as in 127.0.0.1:3310")
    return host.strip("[]"), int(port)


def scan(path: Path) -> DocumentScan:
    """What the scanner says of a file; pending when there is none or it gives no answer.

    A scanner that is down must not keep an answer from arriving before its deadline.
    """
    try:
        address = scanner_address()
        if address is None:
            return DocumentScan.PENDING
        answer = _ask(address, path)
    except (OSError, ScannerRefused) as problem:
        LOG.warning("A document stays unscanned: %s", problem)
        return DocumentScan.PENDING
    if answer.endswith("FOUND"):
        return DocumentScan.INFECTED
    if answer == "stream: OK":
        return DocumentScan.CLEAN
    LOG.warning("A document stays unscanned: the scanner answered %r", answer[:80])
    return DocumentScan.PENDING


def _ask(address: tuple[str, int], path: Path) -> str:
    with socket.create_connection(address, timeout=PATIENCE) as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            heard = line.recv(LONGEST_ANSWER)
            if not heard:
                break
            answer += heard
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
