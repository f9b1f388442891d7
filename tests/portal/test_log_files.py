"""What a witness fetches: it rebuilds the root of the checkpoint from the tiles alone."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from visitor import Visitor, an_app

from audit.checkpoints import Checkpoint, check_checkpoint, read_checkpoint
from audit.log_folder import folder_of
from audit.merkle import check_consistency, consistency_proof, root_of
from audit.own_entries import add_own_entry
from audit.sealing import seal
from audit.tiles import fold
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from models.database import writing
from models.log import LogCheckpoint
from models.words import LogEntryKind
from portal.log_files import LOG_PAGES, tile_path

DATABASES = ("sqlite", "postgresql")


def grow(engine: Engine, clock: VirtualClock, size: int, now: int = 0) -> None:
    """A log of so many entries, sealed."""
    with writing(engine) as session:
        for _ in range(size - now):
            occasion = Occasion(acts.ENGINE, clock.now(), "test")
            add_own_entry(session, LogEntryKind.EXPORTED, {}, occasion)
    seal(engine, clock)


class Client:
    """Reads a log as c2sp.org/tlog-tiles tells a client to: full tiles, then the partial one."""

    def __init__(self, app: Starlette, checkpoint: Checkpoint) -> None:
        self._visitor, self._size = Visitor(app), checkpoint.size

    def node(self, level: int, number: int) -> bytes:
        """A complete subtree, from the lowest tile that holds the whole of it."""
        high, inside = divmod(level, 8)
        tile, place = divmod(number << inside, 256)
        hashes = self._tile(high, tile)[place : place + (1 << inside)]
        assert len(hashes) == 1 << inside
        return fold(hashes)

    def _tile(self, level: int, number: int) -> list[bytes]:
        there = (self._size >> (8 * level)) - number * 256
        end = "" if there >= 256 else f".p/{there}"
        answer = self._visitor.get(f"/log/tile/{level}/{tile_path(number)}{end}")
        assert answer.status_code == 200, (level, number, end)
        assert len(answer.content) == 32 * min(there, 256)
        return [answer.content[at : at + 32] for at in range(0, len(answer.content), 32)]


@pytest.fixture
def app(engine: Engine, clock: VirtualClock) -> Starlette:
    return an_app(engine, clock, LOG_PAGES)


def fetched(app: Starlette) -> str:
    answer = Visitor(app).get("/log/checkpoint")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 700])
def test_the_root_of_the_checkpoint_is_rebuilt_from_the_tiles(
    engine: Engine, clock: VirtualClock, app: Starlette, size: int
) -> None:
    grow(engine, clock, size)
    (key,) = folder_of(engine).verifiers()
    checkpoint = check_checkpoint(fetched(app), key)
    assert checkpoint.size == size
    assert root_of(Client(app, checkpoint).node, 0, size) == checkpoint.root


def test_a_witness_that_holds_an_older_checkpoint_sees_that_the_log_only_grew(
    engine: Engine, clock: VirtualClock, app: Starlette
) -> None:
    grow(engine, clock, 300)
    old = read_checkpoint(fetched(app))
    grow(engine, clock, 600, 300)
    new = read_checkpoint(fetched(app))
    path = consistency_proof(Client(app, new).node, old.size, new.size)
    check_consistency(old.size, new.size, old.root, new.root, path)
    # The partial tiles of the older checkpoint are there for whoever is behind.
    assert root_of(Client(app, old).node, 0, old.size) == old.root


def test_the_headers_are_those_of_the_specification(
    engine: Engine, clock: VirtualClock, app: Starlette
) -> None:
    grow(engine, clock, 300)
    note, tile = (Visitor(app).get(f"/log/{path}") for path in ("checkpoint", "tile/0/000"))
    assert note.headers["content-type"] == "text/plain; charset=utf-8"
    assert note.headers["cache-control"] == "public, max-age=5"
    assert note.content.decode() == folder_of(engine).last_note()
    assert tile.headers["content-type"] == "application/octet-stream"
    assert tile.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert len(tile.content) == 8192


@pytest.mark.parametrize(
    "path",
    [
        "0/001",  # not full yet
        "0/001.p/43",  # no checkpoint was of 299 entries
        "0/001.p/45",  # longer than the log
        "0/000.p/100",  # no checkpoint was of 100 entries
        "0/002.p/1", "1/000", "1/000.p/2", "2/000.p/1",
        "0/001.p/0", "0/001.p/00", "0/001.p/044", "0/000.p/256", "0/000.p/", "0/000.p",
        "00/000", "64/000", "-1/000", "0/0", "0/00", "0/0000", "0/x000/000", "0/x000", "0/000/",
        "0/x001/234/067", "entries/000", "0/٠٠٠", "0/999", "0/x999/x999/x999/x999/x999/999",
        "63/000.p/1", "", "0",
    ],
)  # fmt: skip
def test_a_tile_that_no_checkpoint_asks_for_is_not_there(
    tiles: Callable[[str], int], path: str
) -> None:
    assert tiles(path) == 404


def test_those_that_one_asks_for_are(tiles: Callable[[str], int]) -> None:
    for path in ("0/000", "0/001.p/44", "1/000.p/1"):
        assert tiles(path) == 200, path


@pytest.fixture
def tiles(engine: Engine, clock: VirtualClock, app: Starlette) -> Callable[[str], int]:
    """The status of the answer for a tile of a log of 300 entries, of which 5 are not sealed."""
    grow(engine, clock, 300)
    with writing(engine) as session:
        for _ in range(5):
            occasion = Occasion(acts.ENGINE, clock.now(), "test")
            add_own_entry(session, LogEntryKind.EXPORTED, {}, occasion)
    return lambda path: Visitor(app).get(f"/log/tile/{path}").status_code


def test_before_the_first_seal_there_is_nothing(app: Starlette) -> None:
    for path in ("checkpoint", "tile/0/000", "tile/0/000.p/1"):
        assert Visitor(app).get(f"/log/{path}").status_code == 404, path


def test_a_note_that_the_log_never_signed_is_not_published(
    engine: Engine, clock: VirtualClock, app: Starlette
) -> None:
    grow(engine, clock, 3)
    note = fetched(app)
    with writing(engine) as session:
        forged = note.replace("\n3\n", "\n9\n")
        session.add(LogCheckpoint(size=9, root="0" * 64, note=forged, made_at=clock.now()))
    assert fetched(app) == note


def test_the_table_speaks_where_the_folder_cannot_be_reached(
    engine: Engine, clock: VirtualClock, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(engine, clock, 3)
    note = fetched(app)
    monkeypatch.setenv("INFITAH_LOG_FOLDER", "/nowhere/at/all")
    assert fetched(app) == note


@pytest.mark.parametrize(
    ("number", "path"),
    [(0, "000"), (5, "005"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")],
)
def test_the_number_of_a_tile_is_written_as_the_specification_says(number: int, path: str) -> None:
    assert tile_path(number) == path
