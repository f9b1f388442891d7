"""Text that a spreadsheet program shows and never runs."""

import re

from lifecycle.cell_text import writable

# A cell is a formula when it begins with one of these; the wide ones are what Excel makes of them
# in some languages. A program that splits the line at another sign, or does not know the quotes,
# finds a beginning after every comma, semicolon, tab, quote or line break: each is closed.
LIVE = re.compile(r"""(^|[,;\t\r\n"'])(\s*)(?=[=+\-@＝＋－＠])""")
AT_THE_START = ("\t", "\r", "\n")
QUOTE = "'"  # spreadsheets read it as «what follows is text»


def inert(text: str) -> str:
    """The text with a quote before whatever a spreadsheet would run as a formula.

    Source: the guidance of OWASP on CSV injection.
    """
    closed = LIVE.sub(rf"\1\2{QUOTE}", writable(text))
    return QUOTE + closed if closed.startswith(AT_THE_START) else closed
