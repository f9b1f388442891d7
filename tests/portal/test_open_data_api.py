"""The read API: every row once, page after page; refusals in JSON; described as it is."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import builders
import httpx
import network
import pytest
from network import SHOWN, TODAY
from sqlalchemy import Engine
from starlette.applications import Starlette
from visitor import Asking

from audit.open_data import RESOURCES
from lifecycle import door
from lifecycle.clock import VirtualClock
from lifecycle.plans import find_plan
from models.database import open_database, reading, writing
from portal.app import create_app
from portal.open_data_api import API_PAGES, ROOT

# Rows of these are tested where a programme is followed.
FOLLOWED = ("rounds", "progress", "values", "completion")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Starlette:
    """One network for all: they only read."""
    file = tmp_path_factory.mktemp("api") / "infitah.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = open_database(f"sqlite:///{file}")
    network.open_network(engine)
    return create_app(engine, VirtualClock(TODAY))


def ask(app: Starlette, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    return Asking(app).ask(method, path, headers={k.replace("_", "-"): v for k, v in
                                                  headers.items()})  # fmt: skip


def got(app: Starlette, path: str) -> Any:
    answer = ask(app, path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def test_the_list_leads_to_every_resource_and_its_files(app: Starlette) -> None:
    told = got(app, ROOT)
    assert [one["name"] for one in told["resources"]] == [*RESOURCES]
    assert told["licence"]["name"] == "ODbL-1.0"
    for one in told["resources"]:
        assert got(app, one["href"])["total"] == one["total"]
        assert ask(app, one["csv"]).headers["content-type"] == "text/csv; charset=utf-8"
        assert got(app, one["json"]) == all_rows(app, one["name"])


def all_rows(app: Starlette, name: str, size: int = 500) -> list[Any]:
    """Every row, as a program reads them: following `next` to the end."""
    path, rows = f"{ROOT}/{name}?size={size}", list[Any]()
    while path:
        told = got(app, path)
        rows += told["rows"]
        path = told["links"]["next"]
    return rows


def test_every_row_comes_once_whatever_the_size_of_a_page(app: Starlette) -> None:
    whole = got(app, "/open-data/activities.json")
    assert len(whole) == 71
    for size in (7, 71, 100):
        assert all_rows(app, "activities", size) == whole


def test_a_page_names_its_neighbours(app: Starlette) -> None:
    told = got(app, f"{ROOT}/activities?size=30&page=2&kind=region")
    assert (told["total"], told["page"], told["pages"], len(told["rows"])) == (69, 2, 3, 30)
    here = f"{ROOT}/activities?page=%s&size=30&kind=region"
    assert told["links"] == {
        "self": here % 2, "first": here % 1, "prev": here % 1, "next": here % 3, "last": here % 3,
    }  # fmt: skip
    assert got(app, told["links"]["last"])["links"]["next"] is None
    assert got(app, told["links"]["first"])["links"]["prev"] is None


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ("plans?region=05", 5), ("plans?kind=region", 1), ("plans?stage=suspended", 1),
        ("plans?region=05&stage=implementation", 2), ("plans?cohort=none", 0),
        ("collectivities?region=09", 1), ("projects?region=09", 17), ("projects?kind=commune", 1),
        ("projects?principle=participation", 1), ("indicators?stage=implementation", 18),
        ("indicators?stage=withdrawn", 0), (f"axes?plan={SHOWN}", 4), ("plans?region=", 6),
        ("totals?measure=members&by=all", 1), ("members_by_month?kind=province", 0),
    ],
)  # fmt: skip
def test_rows_are_chosen_by_their_own_fields_or_those_of_their_plan(
    app: Starlette, asked: str, total: int
) -> None:
    assert got(app, f"{ROOT}/{asked}")["total"] == total


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("plans?page=0", 400, "from 1 to"), ("plans?page=x", 400, "from 1 to"),
        ("plans?page=٣", 400, "from 1 to"), ("plans?size=501", 400, "from 1 to 500"),
        ("plans?size=-1", 400, "from 1 to 500"), ("plans?stage=gone", 400, "co_creation"),
        ("plans?colour=red", 400, "page, size, region"), ("regions?region=05", 400, "page, size"),
        ("plans?page=2", 404, "last page is 1"), ("people", 404, "/api/v1"),
        ("plans/1", 404, "/api/v1"),
    ],
)  # fmt: skip
def test_a_refusal_is_a_problem_that_says_how_to_mend_it(
    app: Starlette, path: str, status: int, says: str
) -> None:
    answer = ask(app, f"{ROOT}/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (
        status, "application/problem+json",
    )  # fmt: skip
    told = answer.json()
    assert told["status"] == status
    assert says in told["detail"]
    assert re.search("[\u0600-\u06ff]", told["detail_ar"])
    assert told["detail_fr"]


def test_it_is_only_read(app: Starlette) -> None:
    for method in ("POST", "PUT", "DELETE"):
        answer = ask(app, f"{ROOT}/plans", method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert answer.json()["title"] == "Method not allowed"


@pytest.mark.parametrize("path", [ROOT, f"{ROOT}/plans", "/open-data/plans.csv"])
def test_what_did_not_change_is_not_sent_again(app: Starlette, path: str) -> None:
    first = ask(app, path)
    assert first.headers["cache-control"] == "public, max-age=60"
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["x-content-type-options"] == "nosniff"
    tag = first.headers["etag"]
    again = ask(app, path, If_None_Match=f'W/"other", W/{tag}')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert ask(app, path, If_None_Match='"other"').status_code == 200


def test_a_change_shows_within_a_minute_and_nothing_is_read_before(engine: Engine) -> None:
    network.open_network(engine)
    clock = Ticking(TODAY)
    app = create_app(engine, clock)
    before = ask(app, f"{ROOT}/plans")
    with reading(engine) as session:
        number = find_plan(session, SHOWN, on=TODAY).id
    clock.later = timedelta(seconds=61)
    assert ask(app, f"{ROOT}/plans").headers["etag"] == before.headers["etag"]
    with writing(engine) as session:
        door.fire(
            session, number, "suspend", actor=builders.COORDINATOR, at=clock.now(), reason="x"
        )
    after = ask(app, f"{ROOT}/plans")
    assert after.headers["etag"] != before.headers["etag"]
    assert [one["stage"] for one in after.json()["rows"]].count("suspended") == 2


class Ticking(VirtualClock):
    """A clock that a test moves on within its day."""

    later = timedelta()

    def now(self) -> Any:
        return super().now() + self.later


def test_the_document_lists_exactly_the_routes(app: Starlette) -> None:
    told = got(app, f"{ROOT}/openapi.json")
    routes = {one.path for one in app.routes if getattr(one, "path", "").startswith("/api")}
    assert set(told["paths"]) == routes == {one.path for one in API_PAGES}
    assert told["openapi"] == "3.1.0"
    for path, one in told["paths"].items():
        assert list(one) == ["get"], path
        for asked in one["get"]["parameters"]:
            good = asked["schema"].get("enum", [asked["schema"].get("default", "05")])[0]
            assert ask(app, f"{path}?{asked['name']}={good}").status_code == 200, (path, asked)


def test_what_the_document_says_of_a_row_is_what_comes(app: Starlette) -> None:
    schemas = got(app, f"{ROOT}/openapi.json")["components"]["schemas"]
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool,
             "null": type(None)}  # fmt: skip
    for name in RESOURCES:
        rows = all_rows(app, name)
        assert rows or name in FOLLOWED, name
        for row in rows:
            assert list(row) == schemas[name]["required"]
            for field, value in row.items():
                said = schemas[name]["properties"][field]
                named = [said["type"]] if isinstance(said["type"], str) else said["type"]
                assert any(isinstance(value, kinds[kind]) for kind in named), (name, field)
                assert value in said.get("enum", [value]), (name, field)


def test_a_first_reader_of_the_document_finds_no_reference_that_leads_nowhere(
    app: Starlette,
) -> None:
    told = got(app, f"{ROOT}/openapi.json")
    named = re.findall(r'"#/components/schemas/([a-z_]+)"', json.dumps(told))
    assert set(named) == set(told["components"]["schemas"])
