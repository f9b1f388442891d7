"""The page of the open data and its files, and the page of the gathering."""

import html
import json
import re

import builders
import network
import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from visitor import Visitor, an_app

from audit.open_data import RESOURCES
from lifecycle.clock import VirtualClock
from lifecycle.gathering import exhibits
from lifecycle.programmes import programmes
from models.database import reading, writing
from portal.gathering_page import GATHERING_PAGES
from portal.open_data_api import API_PAGES
from portal.open_data_pages import OPEN_DATA_PAGES

PAGES = (*GATHERING_PAGES, *OPEN_DATA_PAGES, *API_PAGES)


@pytest.fixture
def visitor(engine: Engine) -> Visitor:
    network.open_network(engine)
    return Visitor(app(engine))


def app(engine: Engine) -> Starlette:
    return an_app(engine, VirtualClock(network.TODAY), PAGES)


def read(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.text)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_link_of_the_page_leads_somewhere(visitor: Visitor, lang: str) -> None:
    text = read(visitor, f"/open-data?lang={lang}")
    links = set(re.findall(r'href="(/(?:open-data/|api/)[^"]*)"', text))
    assert len(links) == 3 * len(RESOURCES) + 3
    for link in links:
        assert visitor.get(link).status_code == 200, link
    for one in RESOURCES.values():
        assert one.title.said_in(lang) in text
        assert one.told.said_in(lang) in text


def test_the_page_says_the_licence_that_is_set_and_that_there_are_illustrations(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.open_network(engine)
    monkeypatch.setenv("INFITAH_OPEN_DATA_LICENCE", "CC-BY-4.0")
    text = read(Visitor(app(engine)), "/open-data?lang=fr")
    assert "Creative Commons Attribution 4.0" in text
    assert "Données d’illustration" in text


def test_the_descriptor_that_is_served_is_right_for_the_files_that_are(visitor: Visitor) -> None:
    told = json.loads(visitor.get("/open-data/datapackage.json").content)
    for one in told["resources"]:
        file = visitor.get(f"/open-data/{one['path']}")
        assert len(file.content) == one["bytes"]
        assert file.headers["content-disposition"] == f'attachment; filename="{one["path"]}"'
        assert file.headers["content-type"].startswith(one["mediatype"])


@pytest.mark.parametrize("name", ["people.csv", "plans.xlsx", "plans", "Plans.csv", ".csv"])
def test_a_file_that_is_none_of_them_is_not_there(visitor: Visitor, name: str) -> None:
    assert visitor.get(f"/open-data/{name}").status_code == 404


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_gathering_shows_every_member_once(engine: Engine, visitor: Visitor, lang: str) -> None:
    text = read(visitor, f"/gathering?lang={lang}")
    with reading(engine) as session:
        every = exhibits(programmes(session, on=network.TODAY))
    for one in every:
        assert text.count(f'href="/plans/{one.programme.plan.reference}?') == 1
    assert text.count('class="card"') == len(every)


def test_a_programme_is_shown_with_what_it_holds_or_missing_with_its_reason(
    visitor: Visitor,
) -> None:
    text = read(visitor, "/gathering?lang=fr")
    assert "Projets\u00a0: <strong>17</strong>" in text
    for told in (
        "Adopté, contenu pas encore déposé", "Pas encore adopté par le conseil – Co-création",
        "Suspendu avant l’adoption – Période électorale – Depuis le 1er février 2024",
        "S’est retirée du réseau – Aucun motif n’a été publié",
    ):  # fmt: skip
        assert told in text, told
    assert network.NAME not in text
    assert network.WRITTEN not in text


def test_one_reason_alone_can_be_looked_at(visitor: Visitor) -> None:
    left = read(visitor, "/gathering?lang=fr&only=withdrawn")
    assert left.count('class="card"') == 1
    assert f"/plans/{network.LEFT}?" in left
    assert "Exposé\u00a0: 1 sur 5" in left  # of all the members of its region
    assert read(visitor, "/gathering?only=shown").count('class="card"') == 2
    assert read(visitor, "/gathering?only=nonsense").count('class="card"') == 6


def test_without_any_member_the_pages_stand(engine: Engine) -> None:
    visitor = Visitor(app(engine))
    assert "Aucun membre pour le moment." in read(visitor, "/gathering?lang=fr")
    assert "Les douze régions." in read(visitor, "/open-data?lang=fr")
    with writing(engine) as session:
        builders.plan(session)
    # A plan that has just been opened shows when the minute is over: another reader begins anew.
    assert "Béni Mellal" in read(Visitor(app(engine)), "/gathering?lang=fr")
