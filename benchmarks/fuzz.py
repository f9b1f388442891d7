"""`python -m benchmarks.fuzz --seconds 60`: readers of strangers' bytes, fed what is nearly right.

With atheris (where somebody has installed it) the inputs are led by what code they reach; else
seeds are changed by chance, the same for the same --seed. Prints a Markdown table. An input that
crashes is written to --crashes, and `--again FILE` reads it once more.
"""

import argparse
import hashlib
import importlib.util
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path
from random import Random

from benchmarks.mutation import MOST, mutated

EXECUTIONS = re.compile(r"(?:stat::number_of_executed_units:|Done)\s*(\d+)")


def main() -> int:
    """Feed each target for so many seconds; 1 when one of them crashed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--target", nargs="*", help="some of them only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crashes", type=Path, default=Path("var/crashes"))
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--again", type=Path, help="a file to read once more, with one --target")
    parser.add_argument("--led", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.led:
        _led(asked.target[0], asked.seconds, asked.seed, asked.crashes)
        return 0
    targets = _targets()
    if asked.again:
        targets[asked.target[0]].holds(asked.again.read_bytes())
        return 0
    asked.crashes.mkdir(parents=True, exist_ok=True)
    led = not asked.plain and importlib.util.find_spec("atheris") is not None
    print("| target | inputs | a second | crashes |\n|---|---|---|---|")
    found = 0
    for name in asked.target or targets:
        began = time.monotonic()
        way = _in_child if led else _by_chance
        inputs, crashes = way(name, asked.seconds, asked.seed, asked.crashes)
        pace = inputs / (time.monotonic() - began)
        print(f"| `{name}` | {inputs:,} | {pace:,.0f} | {crashes} |", flush=True)
        found += crashes
    return int(found > 0)


def _targets() -> dict:
    from benchmarks.fuzz_routes import ROUTES
    from benchmarks.fuzz_targets import TARGETS

    return TARGETS | {"routes": ROUTES}


def _by_chance(name: str, seconds: float, seed: int, crashes: Path) -> tuple[int, int]:
    """Inputs until the time is over; each kind of crash is counted and kept once."""
    target, chance, inputs, known = _targets()[name], Random(seed), 0, set()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        given = mutated(target.seeds, chance)
        inputs += 1
        try:
            target.holds(given)
        except Exception as crash:
            place = traceback.extract_tb(crash.__traceback__)[-1]
            kind = (type(crash).__name__, place.filename, place.lineno)
            if kind not in known:
                known.add(kind)
                _keep(name, given, crashes)
                print(f"{name}: {kind} {crash!r}"[:300], file=sys.stderr)
    return inputs, len(known)


def _keep(name: str, given: bytes, crashes: Path) -> None:
    (crashes / f"{name}-{hashlib.sha256(given).hexdigest()[:12]}").write_bytes(given)


def _in_child(name: str, seconds: float, seed: int, crashes: Path) -> tuple[int, int]:
    """A process of its own for each target: the fuzzer of atheris ends its process."""
    before = set(crashes.glob(f"{name}-*"))
    words = ["--led", "--target", name, "--seconds", str(seconds), "--seed", str(seed)]
    command = [sys.executable, "-m", "benchmarks.fuzz", *words, "--crashes", str(crashes)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    told = ended.stdout + ended.stderr
    counted = [int(one) for one in EXECUTIONS.findall(told)]
    crashed = len(set(crashes.glob(f"{name}-*")) - before)
    if crashed or not counted:
        print(told[-3000:], file=sys.stderr)
    return max(counted, default=0), crashed


def _led(name: str, seconds: float, seed: int, crashes: Path) -> None:
    """Run libFuzzer in this process, over the target's code with its paths watched."""
    import atheris

    with atheris.instrument_imports(
        include=["lifecycle", "notifications", "audit", "portal", "csv", "email", "openpyxl"]
    ):
        target = _targets()[name]
    corpus = crashes / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(one)
    options = [
        f"-max_total_time={int(seconds)}", f"-max_len={MOST}", f"-seed={seed}", "-timeout=60",
        "-print_final_stats=1", f"-artifact_prefix={crashes}/{name}-", "-rss_limit_mb=3000",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], target.holds)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
