"""Whether a port is free, and what to do when it is not."""

import socket

LOOPBACK = "127.0.0.1"


class PortTaken(RuntimeError):
    """Something else listens there; the message says which option chooses another port."""


def check_free(port: int, purpose: str, option: str) -> None:
    """Refuse a port of loopback that something listens on.

    Raises:
        PortTaken: with the option that gives another port.
    """
    if not 0 < port < 65536:
        raise PortTaken(f"{port} is not a port: give {option} a number from 1 to 65535")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise PortTaken(
                f"port {port}, wanted for {purpose}, is taken ({error.strerror}). Stop what uses "
                f"it, or choose another: infitah up {option} {_next_free(port)}   "
                f'(make run ARGS="{option} {_next_free(port)}")'
            ) from None


def _next_free(port: int) -> int:
    """The next port on which nothing listens."""
    for candidate in range(port + 1, min(port + 200, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind((LOOPBACK, candidate))
            except OSError:
                continue
            return candidate
    return port + 1000
