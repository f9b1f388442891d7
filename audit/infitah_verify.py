#!/usr/bin/env python3
"""Checks an export of the history of Infitah offline. One file, Python's standard library only.

    python3 infitah_verify.py EXPORT.jsonl --key KEY [--held SIZE:ROOT ...]
    python3 infitah_verify.py ENTRY.tlog-proof --key KEY

KEY is the log's first verifier key, which you were given once and keep; without it the file is only
checked against itself. SIZE:ROOT is what the foot of a letter told you (the root's first signs are
enough): a whole export is also checked against it. Exit code 0: it holds; 1: it does not, and the
first wrong line is named; 2: wrong use.

What is checked: RFC 6962 leaves and tree, the chain of every plan, inclusion proofs, C2SP signed
checkpoints (Ed25519, RFC 8032), commitments to erasable words, and that no plan's tail was cut.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys

sha256 = hashlib.sha256
GENESIS = b"0" * 64
ENTRY = re.compile(
    rb'\{"_log":"infitah/history/v1","_plan":"([A-Za-z0-9-]+)","_prev":"([0-9a-f]{64})",'
    rb'"_seq":([1-9][0-9]{0,15}),"act'
)


class Wrong(Exception):
    """What does not hold; `line` is counted from 1, 0 for the file as a whole."""

    def __init__(self, line, told):
        super().__init__(told)
        self.line = line


# --- the tree of RFC 6962 -------------------------------------------------------------------------
def node(left, right):
    """The hash over two nodes."""
    return sha256(b"\x01" + left + right).digest()


def add(edge, size, leaf):
    """Append a leaf to the right edge of a tree of `size` leaves."""
    while size & 1:
        leaf = node(edge.pop(), leaf)
        size >>= 1
    edge.append(leaf)


def root_of(edge):
    """The root of a tree by its right edge."""
    if not edge:
        return sha256(b"").digest()
    found = edge[-1]
    for left in reversed(edge[:-1]):
        found = node(left, found)
    return found


def root_by_proof(leaf, place, size, path):
    """The root that an inclusion proof leads to; None when its length is wrong."""
    if not 0 <= place < size:
        return None
    last = size - 1
    for step in path:
        if last == 0 or len(step) != 32:
            return None
        if place & 1 or place == last:
            leaf = node(step, leaf)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            leaf = node(leaf, step)
        place, last = place >> 1, last >> 1
    return leaf if last == 0 else None


# --- Ed25519, RFC 8032 section 6 ------------------------------------------------------------------
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def add_points(one, two):
    """The sum of two points in extended coordinates."""
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """A point added to itself."""
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add_points(found, point)
        point, number = add_points(point, point), number >> 1
    return found


def point_of(raw):
    """The point that 32 bytes stand for; None when there is none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public, text, signature):
    """Whether an Ed25519 signature is right."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, point = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or point is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % Q
    mine, given = times(s, BASE), add_points(point, times(h, key))
    return not ((mine[0] * given[2] - given[0] * mine[2]) % P
                or (mine[1] * given[2] - given[1] * mine[2]) % P)  # fmt: skip


# --- C2SP signed notes and checkpoints ------------------------------------------------------------
def key_of(line):
    """(name, id, public key) of a verifier key."""
    name, _, rest = line.strip().partition("+")
    number, _, encoded = rest.partition("+")
    raw = base64.b64decode(encoded, validate=True)
    mine = sha256(name.encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or len(raw) != 33 or mine.hex() != number:
        raise ValueError("this is no Ed25519 verifier key: " + line)
    return name, mine, raw[1:]


def checkpoint_of(note, keys):
    """(size, root, the numbers of the keys that signed) of a checkpoint's note."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    origin, size, root = text.split("\n")[:3]
    signed = set()
    for line in signatures.splitlines():
        _, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded)
        for number, (known, known_id, public) in enumerate(keys):
            if name == known == origin and raw[:4] == known_id:
                if not is_signed(public, text.encode(), raw[4:]):
                    raise ValueError("the signature of a checkpoint is wrong")
                signed.add(number)
    if not signed:
        raise ValueError("a checkpoint is not signed by any key of the log")
    return int(size), base64.b64decode(root, validate=True), signed


# --- an export ------------------------------------------------------------------------------------
class Export:
    """Everything that one pass over an export finds."""

    def __init__(self, key, held):
        self.own_key, self.held = key, dict(held)
        self.keys, self.notes, self.roots = [], [], {}
        self.heads, self.committed, self.erased = {}, {}, set()
        self.named, self.ends, self.states = {}, {}, {}
        self.size, self.edge, self.entries, self.whole = 0, [], 0, True
        self.last = None

    def read(self, file):
        """Take every line; the wrong one is named."""
        for number, line in enumerate(file, start=1):
            try:
                if line[:7] == b'{"_log"':
                    self.entry(number, line)
                else:
                    self.other(number, json.loads(line))
            except Wrong:
                raise
            except Exception as error:
                raise Wrong(number, f"cannot be read ({error})") from error
        self.end()

    def entry(self, number, line):
        """One entry: its leaf, its chain and, in a whole export, the tree."""
        line = line.rstrip(b"\n")
        found = ENTRY.match(line)
        if not found:
            raise Wrong(number, "is no entry of this log")
        plan, before, seq = found.groups()
        leaf = sha256(b"\0" + line).digest()
        if self.whole or plan != b"log":  # of the log's own chain a part brings only what it needs
            old, at = self.heads.get(plan, (GENESIS, 0))
            if int(seq) != at + 1:
                raise Wrong(number, f"{plan.decode()}: entry {int(seq)} where {at + 1} is due")
            if before != old:
                raise Wrong(number, f"{plan.decode()}, entry {at + 1} does not follow entry {at}")
            self.heads[plan] = (leaf.hex().encode(), at + 1)
        self.entries += 1
        if self.whole:
            add(self.edge, self.size, leaf)
            self.size += 1
            if self.size in self.roots:
                self.check_root(number)
        else:
            if self.last is not None:
                raise Wrong(number - 1, "the entry has no proof")
            self.last = leaf
        if plan == b"log" or b'"pii":{}' not in line:
            self.look(json.loads(line))

    def look(self, said):
        """What an entry says of words, keys and the heads of plans."""
        plan, seq, body = said["_plan"], said["_seq"], said["body"]
        for label, value in said.get("pii", {}).items():
            self.committed[plan, seq, label] = value
        if plan != "log":
            return
        if said["type"] == "erased":
            self.erased.update((p, s, w) for p, s, w in body.get("words", ()))
        elif said["type"] == "key_changed":
            self.named[body["new"]] = (self.size if self.whole else None, body["lost"])
        elif said["type"] == "heads":
            self.ends.update((p.encode(), (h.encode(), s)) for p, s, h in body["plans"])

    def other(self, number, said):
        """A line that is no entry."""
        ((kind, what),) = said.items()
        if kind == "export":
            self.whole, self.told = what["scope"] == "all", what
            self.keys = [key_of(one) for one in what["keys"]]
            if self.own_key and self.own_key != self.keys[0]:
                raise Wrong(number, "the first key of this export is not the one you hold")
        elif kind == "checkpoint":
            size, root, signed = checkpoint_of(what, self.keys)
            self.notes.append((size, root, signed))
            self.roots.setdefault(size, []).append(root)
        elif kind == "proof":
            self.proof(number, what)
        elif kind == "words":
            self.words(number, what)
        else:
            raise Wrong(number, "says what this program does not know: " + kind)

    def proof(self, number, what):
        """The inclusion proof of the entry before it."""
        size, root, _ = self.notes[-1]
        path = [bytes.fromhex(one) for one in what["path"]]
        if self.last is None or root_by_proof(self.last, what["index"], size, path) != root:
            raise Wrong(number - 1, "is not in the log: its proof does not lead to the root")
        self.last = None

    def words(self, number, what):
        """Words that an entry committed to."""
        place = what["plan"], what["seq"], what["label"]
        said = b"infitah/pii/v1\0" + what["label"].encode() + b"\0" + what["value"].encode()
        mine = hmac.new(bytes.fromhex(what["salt"]), said, sha256).hexdigest()
        if self.committed.pop(place, None) != mine:
            raise Wrong(
                number, "the words of {}, entry {} are not those committed to".format(*place)
            )

    def check_root(self, number):
        """The root at the size of a checkpoint, or of what you hold."""
        for root in self.roots[self.size]:
            mine = root_of(self.edge)
            if mine != root and not (isinstance(root, str) and mine.hex().startswith(root)):
                raise Wrong(number, f"the log of the first {self.size} entries has another root")

    def end(self):
        """What only shows at the end."""
        if not self.notes:
            raise Wrong(0, "holds no signed checkpoint")
        newest = max(size for size, _, _ in self.notes)
        if self.whole and self.size != newest:
            raise Wrong(0, f"{newest} entries were signed, it holds {self.size}")
        if self.last is not None or self.entries != self.told["entries"]:
            raise Wrong(0, "entries or proofs are missing at its end")
        asked = self.told["scope"].partition("plan:")[2].encode()
        for plan in () if self.whole else {*self.heads} | ({asked} if asked else set()):
            if plan not in self.ends or plan not in self.heads:
                raise Wrong(0, f"nothing in it shows how long the history of {plan.decode()} is")
        for plan, end in self.ends.items():
            if plan in self.heads and self.heads[plan][1] < end[1]:
                raise Wrong(
                    0, f"{plan.decode()}: {end[1]} entries were logged, the last are missing"
                )
        for plan, seq, label in self.committed:
            if (plan, seq, label) not in self.erased:
                raise Wrong(0, f"the «{label}» of {plan}, entry {seq} is gone and was not erased")
        self.trust()

    def trust(self):
        """Each key after the first is named in the log and vouched for by the one before it."""
        for number, line in enumerate(self.told["keys"][1:], start=1):
            if line not in self.named:
                raise Wrong(0, "a key signs that no entry of the log names")
            place, lost = self.named[line]
            if not lost and not any(number - 1 in signed and (place is None or size >= place)
                                    for size, _, signed in self.notes):  # fmt: skip
                raise Wrong(0, "a key signs that the key before it never vouched for")
        newest = max(self.notes, key=lambda note: note[0])
        if len(self.keys) - 1 not in newest[2]:
            raise Wrong(0, "the newest checkpoint is not signed by the newest key")


def check_proof(text, keys):
    """A C2SP tlog-proof whose extra line holds the entry."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra "):
        raise Wrong(1, "is no tlog-proof with its entry")
    entry = base64.b64decode(lines[1][6:], validate=True)
    size, root, _ = checkpoint_of(note, keys)
    path = [base64.b64decode(line, validate=True) for line in lines[3:]]
    leaf = sha256(b"\0" + entry).digest()
    if root_by_proof(leaf, int(lines[2][6:]), size, path) != root:
        raise Wrong(2, "the entry is not in the log of this checkpoint")
    return f"entry {lines[2][6:]} of a log of {size}: {entry.decode()}"


def main():
    """Check the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--key", action="append", default=[],
                        help="the log's first verifier key, as you were given it; for a proof also "
                        "any key after it that you have seen vouched for")  # fmt: skip
    parser.add_argument("--held", action="append", default=[], metavar="SIZE:ROOT")
    given = parser.parse_args()
    held = [(int(one.split(":")[0]), one.split(":")[1].lower()) for one in given.held]
    keys = [key_of(one) for one in given.key]
    key = keys[0] if keys else None
    try:
        with open(given.file, "rb") as file:
            if file.read(22) == b"c2sp.org/tlog-proof@v1":
                if key is None:
                    parser.error("a proof is checked with --key")
                file.seek(0)
                told = check_proof(file.read().decode(), keys)
            else:
                file.seek(0)
                told = check_export(file, key, held)
    except (Wrong, ValueError) as wrong:
        line = getattr(wrong, "line", 0)
        print(f"FAIL {given.file}" + (f", line {line}" if line else "") + f": {wrong}")
        return 1
    print("HOLDS " + told)
    if key is None:
        print("without --key: it agrees with itself; compare its key with the one you hold")
    return 0


def check_export(file, key, held):
    """An export; gives back what is said of it."""
    export = Export(key, held)
    for size, root in held:
        export.roots.setdefault(size, []).append(root)
    export.read(file)
    if held and not export.whole:
        raise Wrong(0, "holds a part of the log: only a whole export is checked against --held")
    if late := [size for size, _ in held if size > export.size]:
        raise Wrong(0, f"you hold a checkpoint of {max(late)} entries, it has {export.size}")
    newest = max(export.notes)
    return (f"{export.entries} entries of {len(export.heads)} chains, checkpoint of "
            f"{newest[0]}, root {newest[1].hex()[:16]}, key {export.told['keys'][0]}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
