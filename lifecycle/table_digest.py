"""The digest of a version of the table: each history entry says under which rules it fell."""

import hashlib
from dataclasses import fields, is_dataclass, replace
from typing import Any

from lifecycle.language import Pathway


def sealed(pathway: Pathway) -> Pathway:
    """The same table with its digest (SHA-256, hex) and its steps by key."""
    plain = replace(pathway, digest="", by_key={})
    digest = hashlib.sha256(_written(plain).encode()).hexdigest()
    return replace(pathway, digest=digest, by_key={step.key: step for step in pathway.steps})


def _written(part: Any) -> str:
    """One unambiguous line for any part of the table; a guard is written by its name."""
    if is_dataclass(part) and not isinstance(part, type):
        inside = ",".join(f"{f.name}={_written(getattr(part, f.name))}" for f in fields(part))
        return f"{type(part).__name__}({inside})"
    if isinstance(part, tuple | list):
        return "[" + ",".join(_written(one) for one in part) + "]"
    if callable(part):
        return str(getattr(part, "name", part.__name__))
    return repr(str(part)) if isinstance(part, str) else repr(part)
