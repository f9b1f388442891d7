"""The digest of a version of the table: each history entry says under which rules it fell."""

import hashlib
from dataclasses import Field, fields, is_dataclass, replace
from typing import Any

from lifecycle.language import Pathway


def sealed(pathway: Pathway) -> Pathway:
    """The same table with its digest (SHA-256, hex), its steps by key and the enabled by stage."""
    plain = replace(pathway, digest="", by_key={}, by_stage={})
    enabled = [step for step in pathway.steps if step.enabled]
    return replace(
        pathway,
        digest=hashlib.sha256(_written(plain).encode()).hexdigest(),
        by_key={step.key: step for step in pathway.steps},
        by_stage={s: tuple(step for step in enabled if step.stage == s) for s in pathway.stages},
    )


def _unused(field: Field[Any], part: Any) -> bool:
    """Whether a field came after the versions were released, and says nothing new here."""
    return bool(field.metadata.get("came_later")) and getattr(part, field.name) == field.default


def _written(part: Any) -> str:
    """One unambiguous line for any part of the table; a guard is written by its name."""
    if is_dataclass(part) and not isinstance(part, type):
        inside = ",".join(
            f"{f.name}={_written(getattr(part, f.name))}"
            for f in fields(part)
            if not f.metadata.get("foreseen_only") and not _unused(f, part)
        )
        return f"{type(part).__name__}({inside})"
    if isinstance(part, tuple | list):
        return "[" + ",".join(_written(one) for one in part) + "]"
    if callable(part):
        return str(getattr(part, "name", part.__name__))
    return repr(str(part)) if isinstance(part, str) else repr(part)
