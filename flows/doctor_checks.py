"""One thing that the doctor looks at, as it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is in order, what was seen, how to mend it."""

    name: str
    good: bool
    seen: str
    mend: str = ""
