"""What is written after DATA: lines of mail, dots doubled, the final dot; nothing else changes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from notifications.handing_over import on_the_wire

LINES = st.lists(st.sampled_from([b"a", b".", b"\r\n", b"\r", b"\n", b"..", b"x.y"])).map(b"".join)


def by_the_letter(message: bytes) -> bytes:
    """RFC 5321, 4.5.2, line by line."""
    lines = re.split(rb"\r\n|\r|\n", message)
    if lines[-1] == b"" and len(lines) > 1:
        lines.pop()
    return b"".join((b"." + e if e.startswith(b".") else e) + b"\r\n" for e in lines) + b".\r\n"


@given(LINES)
def test_a_letter_is_transmitted_as_the_standard_says(message: bytes) -> None:
    assert on_the_wire(message) == by_the_letter(message)
