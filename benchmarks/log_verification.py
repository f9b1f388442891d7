"""`python -m benchmarks.log_verification`: verifying a whole export against only hashing its lines.

An export of generated entries, as long as real ones, of 2,000 plans; every pass in a fresh process,
in turn, the shortest of three. Prints a Markdown table of processor seconds with ratios.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from audit import infitah_verify
from audit.checkpoints import make_checkpoint
from audit.growth import Growth
from audit.notes import SignerKey
from lifecycle.history import GENESIS, LOG, canonical, leaf_hash

PLANS = 2000
BARE = "import hashlib,sys\ns=hashlib.sha256\nfor line in open(sys.argv[1],'rb'): s(line).digest()"
WHOLE = "import hashlib,sys\nhashlib.file_digest(open(sys.argv[1],'rb'),'sha256')"


def main() -> None:
    """Write the export, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    entries = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.jsonl"
        write_export(file, entries)
        print(f"{entries} entries, {file.stat().st_size / entries:.0f} bytes each\n")
        verifier = str(infitah_verify.__file__)
        passes = {
            "SHA-256 of each line, nothing else": [sys.executable, "-c", BARE, str(file)],
            "SHA-256 of the file in one piece": [sys.executable, "-c", WHOLE, str(file)],
            "the verifier: chains, tree, checkpoint": [sys.executable, "-I", verifier, str(file)],
        }
        found: dict[str, float] = {}
        for _ in range(3):
            for name, command in passes.items():
                found[name] = min(found.get(name, 1e9), processor_seconds(command))
    print("| pass | processor s | ratio |\n|---|---|---|")
    limit = next(iter(found.values()))
    for name, seconds in found.items():
        print(f"| {name} | {seconds:.2f} | {seconds / limit:.1f}× |")


def processor_seconds(command: list[str]) -> float:
    """Of one run to its end."""
    before = os.times().children_user
    subprocess.run(command, check=True, capture_output=True)
    return os.times().children_user - before


def write_export(file: Path, entries: int) -> None:
    """A whole export, its checkpoint signed over the tree."""
    key, growth = SignerKey("benchmark.example/log", b"\x07" * 32), Growth()
    heads: dict[int, tuple[int, str]] = {}
    body = file.with_suffix(".body")
    with body.open("wb") as written:
        for number in range(entries):
            plan = number % PLANS
            seq, before = heads.get(plan, (0, GENESIS))
            content = canonical(entry(plan, seq + 1, before))
            leaf = leaf_hash(content)
            heads[plan] = (seq + 1, leaf)
            growth.add(bytes.fromhex(leaf))
            written.write(content + b"\n")
    head = {
        "format": 1,
        "scope": "all",
        "entries": entries,
        "made_at": "",
        "keys": [str(key.verifier)],
    }
    note = make_checkpoint(entries, growth.root(), key)
    with file.open("wb") as written, body.open("rb") as read:
        written.write(json.dumps({"export": head}).encode() + b"\n")
        written.write(json.dumps({"checkpoint": note}, ensure_ascii=False).encode() + b"\n")
        while part := read.read(1 << 20):
            written.write(part)
    body.unlink()


def entry(plan: int, seq: int, before: str) -> dict[str, object]:
    """A report of a step, as the door writes it."""
    step = {
        "key": "hold_first_workshop", "n": 1, "state": "reported", "opened": "2023-05-02",
        "due": "2023-06-01", "original": "2023-06-01", "rule": "30 working days", "moved": None,
        "done": "2023-05-04", "settled": None, "outcome": None,
    }  # fmt: skip
    return {
        "_log": LOG, "_plan": f"PAO-2022-0509{plan:05}-1", "_prev": before, "_seq": seq,
        "actor": {"id": f"person:{plan}", "kind": "person"}, "at": "2023-05-04", "basis": None,
        "body": {
            "from": "co_creation", "to": "co_creation", "session": "2023-10",
            "session_on": "2023-10-05", "source": None, "steps": [step],
            "step": "hold_first_workshop", "n": 1, "evidence": "a" * 64,
        },
        "cause": "portal", "def": "b" * 64, "pii": {}, "rec": "2023-05-04T09:00:00.000000Z",
        "type": "report_step", "v": 1,
    }  # fmt: skip


if __name__ == "__main__":
    main()
