"""A test of the tests: take one safeguard out at a time, and see that a test fails.

    python -m benchmarks.mutations [WORD ...]

Works on a copy of the checkout in a temporary folder. The named tests must all pass there first.
Exit code 1 when a safeguard can be taken out and nobody notices.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.safeguards import MUTATIONS, Mutation
from models.settings import CHECKOUT

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", ".*_cache", ".hypothesis", "__pycache__")
FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class StaleMutation(RuntimeError):
    """A replacement does not match the code exactly once any more: bring it up to date."""


def mutated(text: str, mutation: Mutation) -> str:
    """The text of a file without its safeguard.

    Raises:
        StaleMutation: what is replaced does not stand there once.
    """
    found = text.count(mutation.old)
    if found != 1:
        raise StaleMutation(
            f"{mutation.name!r}: its text stands {found} times in {mutation.file}, not once"
        )
    return text.replace(mutation.old, mutation.new)


def run_tests(checkout: Path, tests: Sequence[str]) -> tuple[bool, str]:
    """Whether some tests pass in a copy of the checkout, and what pytest said."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-x", "-p", "no:cacheprovider", *tests],
        cwd=checkout, env=os.environ | {"PYTHONTZPATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest {' '.join(tests)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == 0, done.stdout


def killed_by(checkout: Path, mutation: Mutation) -> str | None:
    """The first test that fails without a safeguard; None when none does."""
    file = checkout / mutation.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(mutated(whole, mutation), encoding="utf-8")
    try:
        passed, said = run_tests(checkout, mutation.tests)
    finally:
        file.write_text(whole, encoding="utf-8")
    if passed:
        return None
    found = FAILED.search(said)
    return found.group(1) if found else "?"


def main(words: Sequence[str]) -> int:
    """Print a row for each mutation whose name holds one of some words; all when there are none."""
    chosen = [one for one in MUTATIONS if not words or any(word in one.name for word in words)]
    with tempfile.TemporaryDirectory(prefix="infitah-mutations-") as folder:
        checkout = Path(folder) / "checkout"
        shutil.copytree(CHECKOUT, checkout, ignore=LEFT_OUT)
        for tests in dict.fromkeys(one.tests for one in chosen):
            passed, said = run_tests(checkout, tests)
            if not passed:
                print(f"{' '.join(tests)} fails as it is:\n{said[-3000:]}")
                return 1
        print("| Safeguard taken out | In | Noticed by | s |\n|---|---|---|---|", flush=True)
        survived = 0
        for one in chosen:
            began = time.monotonic()
            test = killed_by(checkout, one)
            survived += test is None
            told = f"`{test}`" if test else "**nobody**"
            spent = time.monotonic() - began
            print(f"| {one.name} | `{one.file}` | {told} | {spent:.0f} |", flush=True)
    print(f"\n{len(chosen)} safeguards, {survived} unnoticed")
    return 1 if survived else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only mutations whose name holds one of these")
    sys.exit(main(parser.parse_args().words))
