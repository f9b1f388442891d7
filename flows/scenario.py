"""Who does what and when in a replay: the documented acts, and an illustration for the rest."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml


class Profile(StrEnum):
    """How a member behaves in the illustration; the totals are published, the names are not."""

    ADOPTS = "adopts"
    VOTES_LATE = "votes_late"
    STALLS = "stalls"
    WITHDRAWS = "withdraws"


@dataclass(frozen=True, slots=True)
class DocumentedAct:
    """A dated act from a public source, with the fields that the source states."""

    on: date
    fields: dict[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """The course of a replayed cohort."""

    cohort: str
    profiles: dict[str, Profile]
    documented: dict[tuple[str, str], DocumentedAct] = field(default_factory=dict)


class ScenarioRefused(ValueError):
    """The scenario's file is wrong; the message says where and how to mend it."""


def read_scenario(path: Path) -> Scenario:
    """The scenario of a YAML file.

    Raises:
        ScenarioRefused: it is no YAML, a profile is unknown, an act lacks its code, date or source.
    """
    text = path.read_text(encoding="utf-8")
    try:
        # Text only: to YAML 1.1 the key `on` is the word true.
        tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
        profiles = {str(code): Profile(name) for code, name in tree["illustrative"].items()}
        acts = {
            (str(act["collectivity"]), act["step"]): DocumentedAct(
                date.fromisoformat(act["on"]), dict(act["fields"]), act["source"]
            )
            for act in tree["documented"]
        }
        return Scenario(tree["cohort"], profiles, acts)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ScenarioRefused(
            f"{path}: {error!r}. It needs `cohort`, `documented` (collectivity, step, on, fields, "
            f"source) and `illustrative` (code: one of {', '.join(Profile)})."
        ) from error


def lot(*parts: object) -> float:
    """A number from 0 to 1, always the same for the same parts: the replay repeats itself."""
    drawn = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return int.from_bytes(drawn[:6], "big") / 2**48
