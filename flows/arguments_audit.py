"""The commands that prove the history: seal, verify, keys, exports."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Command = Callable[..., argparse.ArgumentParser]


def add_audit(commands: Any, command: Command, day: Callable[[str], date]) -> None:
    """Add these commands: `command` makes one with the usual options, `day` reads a date."""
    audit = commands.add_parser("audit", help="seal, verify and export the history")
    inside = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    seal = command(
        inside, "seal", "command_audit:seal_", "give new entries their place and sign the log"
    )
    seal.add_argument(
        "--every", type=float, metavar="SECONDS", help="go on doing so until it is ended"
    )
    command(
        inside,
        "verify",
        "command_audit:verify_",
        "check everything that is kept against the entries and what was signed",
    )
    command(inside, "key", "command_audit:key", "the log's verifier keys, for the auditors")
    rotate = command(inside, "rotate-key", "command_audit:rotate_key_", "sign with a fresh key")
    rotate.add_argument("--lost", action="store_true", help="the old key is gone")
    resume = command(
        inside, "resume", "command_audit:resume", "hold a checkpoint that somebody else kept"
    )
    resume.add_argument("note", type=Path, help="the file of the signed note")
    resume.add_argument("--key", help="the verifier key, when the log's folder lost it too")
    grants = command(
        inside, "grants", "command_export:grants_", "what the engine's account may do (PostgreSQL)"
    )
    grants.add_argument("role", help="the account of the engine, e.g. infitah_app")
    _add_export(inside, command, day)


def _add_export(inside: Any, command: Command, day: Callable[[str], date]) -> None:
    export = command(
        inside, "export", "command_export:export", "the history of one plan, a cohort or all"
    )
    export.add_argument(
        "file",
        type=Path,
        help="where to write it: .jsonl with proofs, .csv, .xlsx or .pdf (one plan)",
    )
    export.add_argument("--plan", help="only this plan: reference, register code or name")
    export.add_argument("--cohort", help="only the plans of this cohort")
    export.add_argument("--region", help="only the plans of this region (code 01 to 12)")
    export.add_argument(
        "--known", type=day, metavar="DATE", help="only what had been recorded by this civil date"
    )
    verifier = command(
        inside, "verifier", "command_export:verifier", "the program that checks an export offline"
    )
    verifier.add_argument("file", type=Path, help="where to write it, e.g. infitah_verify.py")
