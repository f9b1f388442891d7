"""`make bench`: every benchmark that takes minutes, in one run, with what the machine was.

`--quick` takes smaller sizes. Longer ones (growth, workers, onboarding, the log, fuzzing, the
mutations) are programs of their own: docs/performance.md names them.
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import sys

PROGRAMS = {
    "same_work": ("The same work by the engine, its peers and raw SQL",
                  ["--plans", "300", "--single", "60"]),
    "bulk": ("One stage change and the sweep", ["--plans", "300", "1590", "--repeat", "2"]),
    "letters": ("Letters", ["--plans", "200"]),
    "command_line": ("The command line", ["--repeat", "3"]),
    "pages": ("Pages under load", ["--plans", "228", "--seconds", "2"]),
}  # fmt: skip


def main() -> None:
    """Run them in turn; one that fails does not stop the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes")
    given = parser.parse_args()
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, load {load}; {versions}\n", flush=True
    )
    failed = []
    for name, (title, quick) in PROGRAMS.items():
        print(f"## {title} (`python -m benchmarks.{name}`)\n", flush=True)
        words = [sys.executable, "-m", f"benchmarks.{name}", *(quick if given.quick else [])]
        if subprocess.run(words, check=False).returncode:
            failed.append(name)
        print(flush=True)
    if failed:
        raise SystemExit(f"these did not come to their end: {', '.join(failed)}")


if __name__ == "__main__":
    main()
