"""`infitah audit export`: a part of the history, in a file, with what proves it."""

import argparse
from pathlib import Path

from audit import infitah_verify
from audit.exporting import export_lines
from audit.log_folder import folder_of
from flows.connect import connect
from flows.shown import clock_of, print_json
from lifecycle import acts
from lifecycle.entries import Occasion


def export(arguments: argparse.Namespace) -> None:
    """Write the export; the file appears whole or not at all."""
    engine, clock = connect(arguments), clock_of(arguments)
    occasion = Occasion(acts.coordinator("cli"), clock.now(), "cli")
    file: Path = arguments.file
    part = file.with_name(f".{file.name}.part")
    named = {"plan": arguments.plan, "cohort": arguments.cohort, "region": arguments.region}
    try:
        with part.open("wb") as written:
            written.writelines(export_lines(engine, clock, occasion, **named))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    key = str(folder_of(engine).verifiers()[0])
    if arguments.json:
        return print_json({"file": str(file), "bytes": file.stat().st_size, "key": key})
    print(f"{file}: {file.stat().st_size} bytes. To check it, offline:")
    print("  infitah audit verifier infitah_verify.py")
    print(f"  python3 infitah_verify.py {file} --key {key}")
    return None


def verifier(arguments: argparse.Namespace) -> None:
    """Write the verifier: one file that needs nothing but Python."""
    source = Path(str(infitah_verify.__file__)).read_bytes()
    arguments.file.write_bytes(source)
    print(f"{arguments.file}: read it, then run it; it needs nothing but Python 3.8 or newer")
