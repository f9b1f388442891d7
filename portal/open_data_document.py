"""The read API described for programs: its OpenAPI document, made of the resources themselves."""

from typing import Any

from audit.open_data import RESOURCES
from audit.open_data_licence import Licence
from audit.open_data_package import TITLE, TOLD
from audit.open_data_shape import Field, FieldKind, Resource
from portal.open_data_asked import MOST, PAGE, SIZE, USUAL, values_of

VERSION = "1.0.0"
PROBLEM = {
    "description": "what is wrong, and how to mend it (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}},
}
UNCHANGED = {"description": "it still stands as the If-None-Match header names it"}
TEXT = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 0}
PATH = {"type": ["string", "null"], "format": "uri-reference"}


def document(root: str, licence: Licence) -> dict[str, Any]:
    """The document of the API at a path, under a licence."""
    paths = {root: _get("list", "The resources, and where their files are", _listed(), ())}
    paths[f"{root}/openapi.json"] = _get("openapi", "This document", {"type": "object"}, ())
    for one in RESOURCES.values():
        paths[f"{root}/{one.name}"] = _get(one.name, one.told.en, _page(one), _parameters(one))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE, "version": VERSION, "description": TOLD,
            "license": {"name": licence.title, "url": licence.path},
        },
        "paths": paths,
        "components": {
            "schemas": {one.name: _row(one) for one in RESOURCES.values()} | {"problem": _problem()}
        },
    }  # fmt: skip


def _get(name: str, told: str, schema: dict[str, Any], asked: tuple[dict[str, Any], ...]) -> Any:
    answers: dict[str, Any] = {
        "200": {"description": told, "content": {"application/json": {"schema": schema}}},
        "304": UNCHANGED,
    }
    if asked:
        answers |= {"400": PROBLEM, "404": PROBLEM}
    return {"get": {"operationId": name, "summary": told, "parameters": [*asked],
                    "responses": answers}}  # fmt: skip


def _parameters(one: Resource) -> tuple[dict[str, Any], ...]:
    page = {"type": "integer", "minimum": 1, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    asked: dict[str, dict[str, Any]] = {PAGE: page, SIZE: size}
    for name in one.filters:
        values = values_of(one, name)
        asked[name] = TEXT | ({"enum": [*values]} if values else {})
    return tuple({"name": name, "in": "query", "schema": told} for name, told in asked.items())


def _page(one: Resource) -> dict[str, Any]:
    links = dict.fromkeys(("self", "first", "prev", "next", "last"), PATH)
    return _object({
        "resource": TEXT,
        **_moment(),
        "total": WHOLE, "page": WHOLE, "pages": WHOLE, "size": WHOLE,
        "links": _object(links),
        "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{one.name}"}},
    })  # fmt: skip


def _listed() -> dict[str, Any]:
    names = ("name", "title_ar", "title_fr", "title_en", "href", "csv", "json")
    one: dict[str, Any] = dict.fromkeys(names, TEXT)
    one |= {"total": WHOLE, "filters": {"type": "array", "items": TEXT}}
    return _object({
        "title": TEXT,
        "licence": _object({"name": TEXT, "href": TEXT}),
        **_moment(),
        "openapi": TEXT, "datapackage": TEXT,
        "resources": {"type": "array", "items": _object(one)},
    })  # fmt: skip


def _moment() -> dict[str, Any]:
    return {"on": TEXT | {"format": "date"}, "made_at": TEXT | {"format": "date-time"}}


def _row(one: Resource) -> dict[str, Any]:
    return _object({field.name: _field(field) for field in one.fields}, one.told.en)


def _field(one: Field) -> dict[str, Any]:
    kind = FieldKind.STRING if one.kind is FieldKind.DATE else one.kind
    told: dict[str, Any] = {"description": one.told, "type": kind.value}
    told |= {"format": "date"} if one.kind is FieldKind.DATE else {}
    told |= {"enum": [*one.values]} if one.values else {}
    if not one.required:
        told["type"] = [kind.value, "null"]
        told |= {"enum": [*one.values, None]} if one.values else {}
    return told


def _problem() -> dict[str, Any]:
    names = ("type", "title", "detail", "detail_ar", "detail_fr")
    return _object(dict.fromkeys(names, TEXT) | {"status": WHOLE})


def _object(properties: dict[str, Any], told: str = "") -> dict[str, Any]:
    made = {"type": "object", "required": [*properties], "properties": properties}
    return made | ({"description": told} if told else {})
