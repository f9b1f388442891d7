"""The descriptor of the open data, `datapackage.json` (Data Package 2.0, datapackage.org)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from audit.open_data import RESOURCES, OpenData
from audit.open_data_files import MEDIA_TYPES, FileKind, file_parts
from audit.open_data_licence import Licence
from audit.open_data_shape import Field, Link, Resource
from lifecycle.history import instant

NAME = "infitah-open-data"
DESCRIPTOR = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"
TITLE = "Openness programmes of the territorial collectivities of Morocco (REMACTO)"
TOLD = (
    "Members, plans and programmes of the Moroccan network of open territorial collectivities, "
    "computed from the records of the engine that follows them. No personal data. Where `basis` of "
    "a plan is `illustrative`, its course is an illustration and no fact."
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the descriptor says of a file: its length, and its SHA-256 in hex."""

    size: int
    sha256: str


def file_name(resource: str, kind: FileKind) -> str:
    """The name of a resource's file: `plans.csv`."""
    return f"{resource}.{kind.value}"


def facts_of(parts: Iterable[bytes]) -> FileFacts:
    """The facts of a file, from its pieces."""
    sha, size = hashlib.sha256(), 0
    for part in parts:
        sha.update(part)
        size += len(part)
    return FileFacts(size, sha.hexdigest())


def files_of(data: OpenData) -> dict[str, FileFacts]:
    """The facts of every file of the open data, by its name."""
    return {
        file_name(name, kind): facts_of(file_parts(resource, data.rows[name], kind))
        for name, resource in RESOURCES.items()
        for kind in FileKind
    }


def descriptor(data: OpenData, files: dict[str, FileFacts], licence: Licence) -> bytes:
    """The descriptor of the open data, as the bytes of its file.

    Each resource stands there twice: as a table, the CSV under its own name; and as a plain file,
    the JSON with `-json` after it, whose schema is that of the table.
    """
    told = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": TOLD,
        "created": instant(data.made_at),
        "version": data.on.isoformat(),
        "keywords": ["open government", "territorial collectivities", "Morocco", "REMACTO"],
        "licenses": [{"name": licence.name, "title": licence.title, "path": licence.path}],
        "resources": [
            _resource(one, kind, files[file_name(one.name, kind)])
            for one in RESOURCES.values()
            for kind in FileKind
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def schema_of(resource: Resource) -> dict[str, Any]:
    """The Table Schema of a resource."""
    told: dict[str, Any] = {
        "fields": [_field(one, resource) for one in resource.fields],
        "primaryKey": list(resource.key),
        "missingValues": [""],
    }
    return told | (
        {"foreignKeys": [_link(one) for one in resource.links]} if resource.links else {}
    )


def _resource(one: Resource, kind: FileKind, facts: FileFacts) -> dict[str, Any]:
    table = kind is FileKind.CSV
    told: dict[str, Any] = {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": one.name if table else f"{one.name}-json",
        "path": file_name(one.name, kind),
        "title": one.title.en,
        "description": f"{one.told.en} {one.told.fr} {one.told.ar}",
        "format": kind.value,
        "mediatype": MEDIA_TYPES[kind],
        "encoding": "utf-8",
        "bytes": facts.size,
        "hash": f"sha256:{facts.sha256}",
    }
    return told | ({"type": "table", "schema": schema_of(one)} if table else {})


def _field(one: Field, resource: Resource) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if one.required else {}
    limits |= {"enum": list(one.values)} if one.values else {}
    if resource.key == (one.name,):
        limits |= {"unique": True}
    told = {"name": one.name, "type": one.kind.value, "description": one.told}
    return told | ({"constraints": limits} if limits else {})


def _link(one: Link) -> dict[str, Any]:
    reference = {"resource": one.resource, "fields": list(one.key)}
    return {"fields": list(one.fields), "reference": reference}
