"""`infitah audit export`: a part of the history, in a file, with what proves it."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from audit import infitah_verify
from audit.exporting import export_form, export_lines
from audit.handing_out import Form
from audit.history_scope import Scope
from audit.log_folder import folder_of
from audit.moments import moment
from flows.connect import connect
from flows.shown import clock_of, print_json
from lifecycle import acts
from lifecycle.clock import Clock
from lifecycle.entries import Occasion
from models.grants import grants

LINES = ".jsonl"


def export(arguments: argparse.Namespace) -> None:
    """Write the export; the file appears whole or not at all.

    Raises:
        ValueError: its name ends otherwise than in a form that is known.
    """
    engine, clock = connect(arguments), clock_of(arguments)
    occasion = Occasion(acts.coordinator("cli"), clock.now(), "cli")
    file: Path = arguments.file
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as written:
            written.writelines(_parts(arguments, engine, clock, occasion))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    keys = folder_of(engine).verifiers()
    if arguments.json:
        print_json({"file": str(file), "bytes": file.stat().st_size, "key": str(keys[0])})
        return
    print(f"{file}: {file.stat().st_size} bytes")
    if file.suffix == LINES:
        print("To check it, offline:\n  infitah audit verifier infitah_verify.py")
        print(f"  python3 infitah_verify.py {file} --key {keys[0]}")


def _parts(
    arguments: argparse.Namespace, engine: Engine, clock: Clock, occasion: Occasion
) -> Iterator[bytes]:
    form = arguments.file.suffix
    named = {"plan": arguments.plan, "cohort": arguments.cohort}
    if form == LINES:
        if arguments.known:
            raise ValueError("--known is for .csv, .xlsx and .pdf: proofs are of the log as it is")
        return export_lines(engine, clock, occasion, region=arguments.region, **named)
    if form.removeprefix(".") not in list(Form):
        raise ValueError(
            f"{arguments.file.name}: an export ends in .jsonl (with proofs), .csv, .xlsx or .pdf"
        )
    if arguments.region:
        raise ValueError("--region is for .jsonl; ask for a cohort or a plan")
    until = (
        moment(clock.today(), known=arguments.known).recorded_before if arguments.known else None
    )
    scope = Scope(plan=arguments.plan or "", cohort=arguments.cohort or "", until=until)
    lang = arguments.lang
    return export_form(engine, clock, occasion, scope, Form(form[1:]), lang)


def verifier(arguments: argparse.Namespace) -> None:
    """Write the verifier: one file that needs nothing but Python."""
    source = Path(str(infitah_verify.__file__)).read_bytes()
    arguments.file.write_bytes(source)
    print(f"{arguments.file}: read it, then run it; it needs nothing but Python 3.8 or newer")


def grants_(arguments: argparse.Namespace) -> None:
    """The statements for the owner of the tables, to be piped into psql."""
    print("".join(f"{statement};\n" for statement in grants(arguments.role)), end="")
