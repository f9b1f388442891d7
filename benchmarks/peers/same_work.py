"""The work that every peer is given: the rows that the engine wrote for each stage, in short.

Read from a JSON file that the benchmark makes from the engine's own run: for each stage its new
state, and for a plan how many steps and letters are new and how long they and its entry are. A
peer decides by its own guard, hashes its own entry and writes as many rows of that length.
"""

import hashlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class StageWork:
    """One stage of one plan."""

    source: str
    target: str
    steps: int
    letters: int
    entry_length: int
    step_length: int
    letter_length: int


@dataclass(frozen=True)
class Work:
    """What a peer is to do: so many plans, each through the stages."""

    plans: int
    database: str
    stages: tuple[StageWork, ...]


def asked() -> Work:
    """The work of the JSON file named first on the command line."""
    with open(sys.argv[1], encoding="utf-8") as file:
        told = json.load(file)
    stages = tuple(StageWork(**one) for one in told["stages"])
    return Work(told["plans"], told["database"], stages)


def entry_of(plan: int, number: int, stage: StageWork, before: str) -> tuple[str, str]:
    """The canonical body of an entry and its hash, chained to the one before."""
    body = {"plan": plan, "seq": number, "from": stage.source, "to": stage.target, "prev": before}
    told = json.dumps(body, sort_keys=True, separators=(",", ":"))
    told += " " * max(0, stage.entry_length - len(told))
    return told, hashlib.sha256(told.encode()).hexdigest()


def measured(peer: str, way: str, plans: int, work: Callable[[], Any]) -> None:
    """Do the work once and say how long it took, as a line of JSON."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(json.dumps({"peer": peer, "way": way, "plans": plans, "seconds": seconds}), flush=True)
