"""The open data: rows that fit their description, links that lead somewhere, and nobody named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import builders
import followed
import network
import pytest
from network import EMPTY, LEFT, SHOWN, SMALL, SUSPENDED, TODAY
from sqlalchemy import Engine

from audit.open_data import RESOURCES, OpenData, read_open_data
from audit.open_data_shape import FieldKind, Value
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from lifecycle.rulebook import read_rulebook
from models.database import reading, writing
from models.words import Completion, FilingKind

# Of a plan whose programme is followed, which has a test of its own below.
FOLLOWED = ("rounds", "progress", "values", "completion")
FITS = {
    FieldKind.STRING: str,
    FieldKind.INTEGER: int,
    FieldKind.NUMBER: (int, Decimal),
    FieldKind.BOOLEAN: bool,
    FieldKind.DATE: date,
}


@pytest.fixture
def data(engine: Engine) -> OpenData:
    network.open_network(engine)
    return read(engine)


def read(engine: Engine) -> OpenData:
    with reading(engine) as session:
        return read_open_data(session, VirtualClock(TODAY))


def rows(data: OpenData, name: str) -> list[dict[str, Value]]:
    return [RESOURCES[name].said(row) for row in data.rows[name]]


def totals(data: OpenData, measure: str, by: str) -> dict[Value, tuple[Value, Value]]:
    return {
        row["key"]: (row["value"], row["illustrative"])
        for row in rows(data, "totals")
        if (row["measure"], row["by"]) == (measure, by)
    }


def test_every_row_fits_its_description_and_every_link_leads_to_a_row(data: OpenData) -> None:
    for name, resource in RESOURCES.items():
        told = rows(data, name)
        assert told or name in FOLLOWED, f"the network of this test has no {name}"
        for row in told:
            for field in resource.fields:
                value = row[field.name]
                assert value != "", field
                assert value is not None or not field.required, (name, field.name)
                assert value is None or isinstance(value, FITS[field.kind]), (name, field.name)
                assert value is None or not field.values or value in field.values, field
        keys = [tuple(row[part] for part in resource.key) for row in told]
        assert len(keys) == len(set(keys)), name
        for link in resource.links:
            there = {tuple(row[part] for part in link.key) for row in rows(data, link.resource)}
            assert {tuple(row[part] for part in link.fields) for row in told} <= there, link


def test_no_person_no_address_and_nothing_that_somebody_wrote_is_there(data: OpenData) -> None:
    everything = str(data.rows)
    assert "Al Amal" in everything  # a partner is an institution
    for word in (network.NAME, "Testouri", "Testardi", "@", "person:", "personne.example"):
        assert word not in everything


def test_a_plan_says_where_it_stands_and_why_nothing_is_published(data: OpenData) -> None:
    plans = {row["reference"]: row for row in rows(data, "plans")}
    shown = plans[SHOWN]
    assert (shown["missing"], shown["axes"], shown["projects"], shown["activities"]) == (
        None, 4, 17, 69,
    )  # fmt: skip
    assert (shown["basis"], plans[SMALL]["basis"]) == (None, "illustrative")
    assert (plans[EMPTY]["missing"], plans[EMPTY]["axes"]) == ("content_not_filed", 0)
    held = plans[SUSPENDED]
    assert (held["hold"], held["hold_since"], held["published_reason"]) == (
        "suspend", date(2024, 2, 1), "elections",
    )  # fmt: skip
    assert held["published_reason_fr"] == "Période électorale"
    assert (plans[LEFT]["missing"], plans[LEFT]["published_reason"]) == ("withdrawn", None)


def test_who_has_left_stands_there_as_one_who_has(data: OpenData) -> None:
    members = {row["code"]: row for row in rows(data, "collectivities")}
    assert (members["05.091.07.04"]["member"], members["05.091.07.04"]["since"]) == (
        False, date(2024, 2, 1),
    )  # fmt: skip
    assert (members["09"]["member"], members["09"]["since"]) == (True, builders.FOUNDED)


def test_the_totals_are_those_of_the_rows_that_are_published(data: OpenData) -> None:
    plans, projects = rows(data, "plans"), rows(data, "projects")
    members = [row for row in rows(data, "collectivities") if row["member"]]
    assert totals(data, "members", "all") == {"all": (len(members), 1)}
    assert totals(data, "left", "all") == {"all": (1, 0)}
    assert totals(data, "plans", "stage") == {
        stage: (sum(row["stage"] == stage for row in plans), stage == "implementation")
        for stage in ("co_creation", "implementation", "suspended", "withdrawn")
    }
    assert totals(data, "programmes", "kind") == {"region": (1, 0), "commune": (1, 1)}
    assert totals(data, "projects", "all") == {"all": (len(projects), 1)}
    assert totals(data, "projects", "principle") == {
        "transparency": (17, 0), "participation": (1, 1),
    }  # fmt: skip
    assert totals(data, "projects", "axis")[f"{SHOWN}/1"] == (5, 0)
    assert totals(data, "activities", "all") == {"all": (71, 2)}
    assert totals(data, "budget_mad", "all") == {
        "all": (Decimal("2040000.10"), Decimal("0.10")),
    }  # fmt: skip


def test_members_by_month_end_with_the_members_of_today(data: OpenData) -> None:
    months = rows(data, "members_by_month")
    last = {
        (row["kind"], row["stage"]): row["collectivities"]
        for row in months if row["on"] == TODAY
    }  # fmt: skip
    assert last == {
        ("region", "implementation"): 1, ("commune", "implementation"): 2,
        ("commune", "co_creation"): 1, ("commune", "suspended"): 1, ("commune", "withdrawn"): 1,
    }  # fmt: skip
    first = [row for row in months if row["on"] == date(2022, 10, 31)]
    assert sum(int(str(row["collectivities"])) for row in first) == 6


def test_who_left_one_cohort_and_joined_another_stands_there_once_as_a_member(
    engine: Engine,
) -> None:
    clock = VirtualClock(date(2024, 2, 8))
    with writing(engine) as session:
        number = builders.plan(session)
        door.fire(
            session, number, "withdraw", actor=builders.COORDINATOR, at=clock.now(), reason="x"
        )
        second = builders.cohort(session, "2024-second", founded_on=clock.on)
        facts = replace(
            builders.facts_of_new_plan(session), cohort_id=second.id, reference="PAO-2024-0509-1"
        )
        occasion = Occasion(acts.ENGINE, clock.now(), "test")
        door.open_plans(session, [facts], occasion, read_rulebook(session))
    told = read(engine)
    (one,) = rows(told, "collectivities")
    assert (one["member"], one["since"]) == (True, builders.FOUNDED)
    assert len(told.rows["plans"]) == 2


def test_a_network_without_anybody_has_its_regions_and_nothing_else(engine: Engine) -> None:
    told = {name: len(found) for name, found in read(engine).rows.items()}
    assert told == dict.fromkeys(RESOURCES, 0) | {"regions": 12}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_became_of_a_programme_is_told_without_anybodys_words(engine: Engine) -> None:
    story = followed.adopted(engine)
    for opened, silent in (
        ("2024-06-03", False), ("2024-12-02", False), ("2025-06-02", False), ("2025-12-01", True),
    ):  # fmt: skip
        story.on(opened)
        story.hold_round(done=10, civil_society=not silent)
    story.on("2026-01-02")
    story.evaluate(FilingKind.COMPLETION_RATING, Completion.LIMITED, "Université")
    with reading(engine) as session:
        data = read_open_data(session, story.clock)
    assert [row["round"] for row in rows(data, "rounds")] == [1, 2, 3, 4]
    assert {row["committee"] for row in rows(data, "rounds")} == {"commented"}
    assert [row["civil_society"] for row in rows(data, "rounds")] == [
        *["confirmed"] * 3,
        "no_answer",
    ]
    assert (len(rows(data, "progress")), len(rows(data, "values"))) == (4 * 69, 4 * 17)
    assert {row["status"] for row in rows(data, "progress")} == {"done", "delayed", "under_way"}
    levels = {(row["view"], row["level"]) for row in rows(data, "completion")}
    assert (levels, len(rows(data, "completion"))) == ({("completion_rating", "limited")}, 17)
    for word in ("Marché infructueux", "Rythme", "Publier plus tôt", "Université"):
        assert word not in str(data.rows)
    for name in FOLLOWED:
        for row in rows(data, name):
            for field in RESOURCES[name].fields:
                value = row[field.name]
                assert value is None or isinstance(value, FITS[field.kind]), (name, field.name)
                assert value is None or not field.values or value in field.values, field
