"""The file of a backup: a tar with its manifest first, which names every part and its digest."""

import hashlib
import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1024 * 1024
SMALL = 64 * 1024 * 1024  # bytes of a manifest of a million documents, and more


class BackupRefused(ValueError):
    """A file is no backup of ours, or not all of it is there as it was written."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `parts` maps the name of each file to its SHA-256 (hex).

    `made_at` is an aware instant as ISO text; `database` is `sqlite` or `postgresql`; `revision`
    that of the schema; `entries` how many entries the log had; `keys` whether the secret key that
    signs checkpoints is in it.
    """

    format: int
    made_at: str
    database: str
    revision: str
    entries: int
    keys: bool
    parts: Mapping[str, str]


def write_archive(folder: Path, manifest: Manifest, file: Path) -> None:
    """Pack a folder with its manifest; the file appears whole or not at all.

    Raises:
        FileExistsError: the file is there already: a backup is never overwritten.
    """
    fresh = file.with_name(file.name + ".new")
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    try:
        with tarfile.open(fresh, "w") as tar:
            for name in (MANIFEST, *sorted(manifest.parts)):
                tar.add(folder / name, arcname=name, recursive=False)
        fresh.chmod(0o600)  # people's names and letters are in it
        file.hardlink_to(fresh)
    finally:
        fresh.unlink(missing_ok=True)


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into a folder, and check every part of it.

    Raises:
        BackupRefused: it is no backup, or a part is missing, strange or changed.
    """
    try:
        with tarfile.open(file, "r") as tar:
            tar.extractall(folder, filter="data")
    except tarfile.TarError as error:
        raise BackupRefused(
            f"{file} is no backup, or not all of one: give the file that `infitah backup` wrote"
        ) from error
    except OSError as error:
        raise BackupRefused(f"{file} cannot be unpacked: {error}") from error
    manifest = _manifest(file, folder / MANIFEST)
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    strange = found - {MANIFEST} - set(manifest.parts)
    missing = set(manifest.parts) - found
    if strange or missing:
        raise BackupRefused(f"{file}: missing {sorted(missing)[:5]}, strange {sorted(strange)[:5]}")
    for name, digest in manifest.parts.items():
        if digest_of(folder / name) != digest:
            raise BackupRefused(f"{file}: {name} is not what was backed up; take another backup")
    return manifest


def parts_of(folder: Path) -> dict[str, str]:
    """The digest of every file in a folder, by its path from there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): digest_of(path) for path in files}


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, hex."""
    digest = hashlib.sha256()
    for piece in _pieces(file):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


def _manifest(file: Path, path: Path) -> Manifest:
    try:
        if path.stat().st_size > SMALL:
            raise BackupRefused(f"{file}: its manifest is too large")
        told = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(**told)
    except (OSError, ValueError, TypeError) as error:
        raise BackupRefused(f"{file} is no backup of this engine: it has no manifest") from error
    if manifest.format != FORMAT:
        raise BackupRefused(f"{file} is of format {manifest.format}: this engine reads {FORMAT}")
    return manifest
