"""A fault told without its words: its kind and the places of the code that it went through.

The words of an exception may hold what somebody typed, or what the database was given: a name, an
address, a link. They belong in no log that others read (law 09-08).
"""

import traceback
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def kind_of(fault: BaseException) -> str:
    """The name of a fault's class, with its module."""
    return f"{type(fault).__module__}.{type(fault).__qualname__}"


def told(fault: BaseException) -> str:
    """A fault and its causes, the first cause first: a line each place, ours by its short name."""
    said = []
    at: BaseException | None = fault
    while at is not None:
        places = [
            f"  {_short(one.filename)}:{one.lineno} in {one.name}"
            for one in traceback.extract_tb(at.__traceback__)
        ]
        said.append("\n".join([kind_of(at), *places]))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\nthen ".join(reversed(said))


def _short(file: str) -> str:
    path = Path(file)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(CHECKOUT)) if path.is_relative_to(CHECKOUT) else path.name
