"""`infitah audit`: seal, verify, and the keys that sign."""

import argparse
import logging
import sys
import time
from typing import Any

from sqlalchemy.exc import OperationalError

from audit.checkpoints import read_checkpoint
from audit.log_folder import folder_of
from audit.notes import read_verifier_key
from audit.resuming import resume_from
from audit.rotation import rotate_key
from audit.sealing import Sealed, seal
from audit.verification import Verdict, verify
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts
from lifecycle.entries import Occasion
from lifecycle.errors import LifecycleError
from models.log_lines import log_event
from models.log_setup import as_json


def seal_(arguments: argparse.Namespace) -> None:
    """Seal once, or again and again: then nothing but a signal ends it."""
    engine, clock = connect(arguments), clock_of(arguments)
    if not arguments.every:
        return _print_sealed(seal(engine, clock), arguments)
    while True:
        try:
            sealed = seal(engine, clock)
            if sealed.added:
                _print_sealed(sealed, arguments)
        except (LifecycleError, ValueError, OperationalError) as refused:
            # The hourly check raises the alarm; a database that is away comes back.
            if as_json():
                log_event("seal refused", logging.WARNING, error=type(refused).__name__)
            else:
                print(f"infitah: {refused}", file=sys.stderr, flush=True)
        time.sleep(arguments.every)


def verify_(arguments: argparse.Namespace) -> int:
    """Check everything; 1 when something does not hold."""
    verdict = verify(connect(arguments))
    if arguments.json:
        print_json(_verdict_said(verdict))
    else:
        _print_verdict(verdict)
    return 0 if verdict.holds else 1


def key(arguments: argparse.Namespace) -> None:
    """The keys that auditors hold: the first one is enough, each vouches for the next."""
    folder = folder_of(connect(arguments))
    keys = [str(one) for one in folder.verifiers()]
    if arguments.json:
        return print_json({"keys": keys, "folder": str(folder.path)})
    print("\n".join(keys) or "none signed yet: run `infitah audit seal`")
    print(f"kept in {folder.path}: on another disk, in production, than the database")
    return None


def rotate_key_(arguments: argparse.Namespace) -> None:
    """Sign with a fresh key from now on."""
    engine, clock = connect(arguments), clock_of(arguments)
    occasion = Occasion(acts.coordinator("cli"), clock.now(), "cli")
    fresh = rotate_key(engine, clock, folder_of(engine), occasion, lost=arguments.lost)
    if arguments.json:
        return print_json({"key": str(fresh)})
    print(f"signs from now on: {fresh}")
    if arguments.lost:
        print("the old key vouches for nothing any more: give this one to every auditor")
    return None


def resume(arguments: argparse.Namespace) -> None:
    """Hold a checkpoint that an auditor or a letter kept."""
    engine = connect(arguments)
    known = read_verifier_key(arguments.key) if arguments.key else None
    note = arguments.note.read_text(encoding="utf-8")
    told = resume_from(engine, folder_of(engine), note, known)
    print(f"the log begins with these {told.size} entries; their checkpoint is held again")


def _print_sealed(sealed: Sealed, arguments: argparse.Namespace) -> None:
    if sealed.note is None:
        told: dict[str, Any] = {"added": 0, "size": 0, "root": None}
    else:
        checkpoint = read_checkpoint(sealed.note)
        told = {"added": sealed.added, "size": checkpoint.size, "root": checkpoint.root.hex()}
    if arguments.json:
        return print_json(told)
    place = f"{told['added']} entries got their place"
    print(f"{place}; {told['size']} are signed, root {told['root']}", flush=True)
    return None


def _verdict_said(verdict: Verdict) -> dict[str, Any]:
    return {
        "holds": verdict.holds,
        "plans": verdict.plans,
        "entries": verdict.entries,
        "covered": verdict.covered,
        "waiting": verdict.waiting,
        "lost_keys": verdict.lost,
        "findings": verdict.findings.kept,
        "counts": dict(verdict.findings.counts),
    }


def _print_verdict(verdict: Verdict) -> None:
    print(
        f"{verdict.entries} entries of {verdict.plans} plans; {verdict.covered} under a signed "
        f"checkpoint, {verdict.waiting} waiting for their place"
    )
    for lost in verdict.lost:
        print(f"the key {lost} was lost: the next one rests on what auditors were told")
    if verdict.holds:
        print("the history holds")
        return
    rows = [(one.kind, one.place, one.told) for one in verdict.findings.kept]
    print_table(f"{verdict.findings.counts.total()} findings", ("", "where", "what"), rows)
