"""The open data in a folder: every file appears whole or not at all, the descriptor last."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from audit.entry_told import ENTRY
from audit.exporting import Counted, log_export
from audit.log_walk import still
from audit.open_data import RESOURCES, OpenData, read_open_data
from audit.open_data_files import FileKind, file_parts
from audit.open_data_licence import Licence
from audit.open_data_package import DESCRIPTOR, NAME, FileFacts, descriptor, file_name
from lifecycle.clock import Clock
from lifecycle.entries import Occasion
from lifecycle.errors import LifecycleError
from lifecycle.legal_time import local_date


class NotOurFolder(LifecycleError):
    """The folder holds what is no export of the open data: nothing there is touched."""


class NotOfNow(LifecycleError):
    """Open data of an earlier date were asked for."""


def export_open_data(
    engine: Engine, clock: Clock, occasion: Occasion, folder: Path, licence: Licence
) -> OpenData:
    """Write every resource as CSV and JSON with `datapackage.json`; the log says that it was done.

    Args:
        engine: the database.
        clock: tells the date and the instant of the data.
        occasion: who exports, when and through what.
        folder: made when it is not there; empty, or an earlier export, which is replaced.
        licence: under which the data are published.

    Raises:
        NotOurFolder: it holds something else.
        NotOfNow: something was recorded after the clock's date.
    """
    before = _earlier(folder)
    with still(engine) as session:
        _check_now(session, clock)
        data = read_open_data(session, clock)
    counted = _written(folder, data, licence)
    for name in before - {*_names(), DESCRIPTOR}:
        (folder / name).unlink()
    log_export(engine, occasion, "open-data", "datapackage", None, counted)
    return data


def _check_now(session: Session, clock: Clock) -> None:
    """Rows are as they stand: told of an earlier date, they would contradict the totals."""
    last = session.scalar(select(func.max(ENTRY.recorded_at)))
    if last is not None and local_date(last) > clock.today():
        raise NotOfNow(
            f"the open data are of the records as they stand, and one is of {local_date(last)}: "
            f"{clock.today()} is before it. Leave --on out; `infitah count --on` looks back"
        )


def _earlier(folder: Path) -> set[str]:
    """The names of the files of an earlier export; none when the folder is empty or not there.

    Raises:
        NotOurFolder: something in it is no file that an export of ours names.
    """
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise NotOurFolder(f"{folder} is a file: name a folder")
    found = {one.name for one in folder.iterdir()}
    ours = _named_by(folder / DESCRIPTOR) if found else set()
    if strange := sorted(found - ours):
        shown = ", ".join(strange[:3]) + (", ..." if len(strange) > 3 else "")
        raise NotOurFolder(
            f"{folder} holds {shown}, which is no export of the open data: name an empty folder"
        )
    return found


def _named_by(file: Path) -> set[str]:
    """What a descriptor of ours names, and itself; nothing when it is none of ours."""
    try:
        told = json.loads(file.read_bytes())
        ours = told["name"] == NAME
        paths = {str(one["path"]) for one in told["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {*paths, DESCRIPTOR} if ours else set()


def _written(folder: Path, data: OpenData, licence: Licence) -> Counted:
    """Write all files beside their places, then move them there; the descriptor's facts."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as parts:
        place, facts = Path(parts), dict[str, FileFacts]()
        for resource, kind, name in _files():
            rows = data.rows[resource]
            facts[name] = _write(place / name, file_parts(RESOURCES[resource], rows, kind))
        counted = Counted()
        told = descriptor(data, facts, licence)
        _write(place / DESCRIPTOR, counted.through([told]))
        for name in (*facts, DESCRIPTOR):
            (place / name).replace(folder / name)
    return counted


def _write(file: Path, parts: Iterable[bytes]) -> FileFacts:
    counted = Counted()
    with file.open("wb") as written:
        written.writelines(counted.through(parts))
    return FileFacts(counted.size, counted.digest)


def _files() -> list[tuple[str, FileKind, str]]:
    return [(one, kind, file_name(one, kind)) for one in RESOURCES for kind in FileKind]


def _names() -> set[str]:
    return {name for _, _, name in _files()}
