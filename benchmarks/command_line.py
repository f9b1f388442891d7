"""`python -m benchmarks.command_line`: how long the command takes to answer, against its imports.

Each command is a process of its own, in turn with the others; the shortest of several runs. The
database is a replay's small cousin: a country of 1,590 plans in SQLite.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.country import open_country
from benchmarks.servers import SqliteSite

MEASURED = {
    "python -c pass": ["-c", "pass"],
    "importing SQLAlchemy's ORM": ["-c", "import sqlalchemy.orm"],
    "infitah --help": ["-m", "flows.cli", "--help"],
    "infitah plan list --region 12": ["-m", "flows.cli", "plan", "list", "--region", "12"],
    "infitah plan list (1,590 plans)": ["-m", "flows.cli", "plan", "list"],
    "infitah board": ["-m", "flows.cli", "board"],
    "importing Prefect": ["-c", "import prefect.flows"],
}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=7)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="infitah-bench-"))
    try:
        engine = SqliteSite(folder).fresh()
        open_country(engine, 1590)
        environment = os.environ | {"INFITAH_DATABASE_URL": str(engine.url), "PYTHONTZPATH": ""}
        engine.dispose()
        found = {name: [run(words, environment) for _ in range(given.repeat)]
                 for name, words in MEASURED.items()}  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    limit = min(found["importing SQLAlchemy's ORM"])
    print("| what | seconds | ratio |\n|---|---|---|")
    for name, seconds in found.items():
        print(f"| {name} | {min(seconds):.2f} | {min(seconds) / limit:.1f}× |")


def run(words: list[str], environment: dict[str, str]) -> float:
    """Seconds of one process.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
