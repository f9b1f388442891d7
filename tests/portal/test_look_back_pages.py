"""The pages that look back: how plans stood, which records make up a number, why two differ."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from builders import COORDINATOR
from signed_in import AUDITOR, NATIONAL, OF_BENI_MELLAL, OF_ORIENTAL, SignedIn, with_accounts
from small_cohort import BENI_MELLAL, LARACHE, ORIENTAL, open_few
from sqlalchemy import Engine, select
from starlette.applications import Starlette

from lifecycle import door
from lifecycle.clock import VirtualClock
from lifecycle.pathway_words import STAGE_NAMES, STEP_NAMES
from models.database import open_database, writing
from models.plan import Plan
from models.words import Stage
from portal.app import create_app
from portal.look_back_words import WORDS, look_back_words
from portal.settings import PortalSettings

PLAN, OF_LARACHE = "PAO-2022-050910101-1", "PAO-2022-013310103-1"
LEFT, TOLD, TODAY = date(2022, 12, 1), date(2023, 2, 1), date(2023, 3, 1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Engine]:
    """Three members; Larache left in December, and it was recorded in February."""
    file = tmp_path_factory.mktemp("look-back") / "infitah.db"
    file.write_bytes(sqlite_template.read_bytes())
    made = open_database(f"sqlite:///{file}")
    open_few(made, BENI_MELLAL, ORIENTAL, LARACHE)
    with_accounts(made, VirtualClock(TODAY), NATIONAL, AUDITOR, OF_BENI_MELLAL, OF_ORIENTAL)
    with writing(made) as session:
        number = session.scalars(select(Plan.id).where(Plan.reference == OF_LARACHE)).one()
        door.fire(
            session, number, "withdraw", actor=COORDINATOR, at=VirtualClock(TOLD).now(),
            effective_on=LEFT, reason="Monsieur Untel a écrit",
        )  # fmt: skip
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def app(engine: Engine) -> Starlette:
    return create_app(engine, VirtualClock(TODAY), PortalSettings())


@pytest.fixture(scope="module")
def reader(app: Starlette) -> SignedIn:
    return SignedIn(app, AUDITOR)


def test_the_pages_are_offered_where_the_others_are(reader: SignedIn) -> None:
    worklist = reader.get("/work?lang=fr").text
    assert "/work/as-of?lang=fr" in worklist
    assert "/work/count?lang=fr" in worklist
    assert f"/work/as-of/{PLAN}?lang=fr" in reader.get(f"/work/plans/{PLAN}?lang=fr").text


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_plans_are_told_as_they_were_known(reader: SignedIn, lang: str) -> None:
    withdrawn = STAGE_NAMES[Stage.WITHDRAWN].said_in(lang)
    now = reader.get(f"/work/as-of?lang={lang}&on=2022-12-24").text
    then = reader.get(f"/work/as-of?lang={lang}&known=2022-12-24").text
    assert (withdrawn in now, withdrawn in then) == (True, False)
    assert now.count("/work/as-of/PAO-") == then.count("/work/as-of/PAO-") == 3
    before = reader.get(f"/work/as-of?lang={lang}&on=2022-10-20").text
    assert WORDS["nobody"].said_in(lang) in before


def test_plans_are_found_by_name_lateness_and_region(reader: SignedIn) -> None:
    for asked, count in (("q=بني ملال", 1), ("late=1", 2), ("region=02", 1), ("q=zzz", 0)):
        said = reader.get(f"/work/as-of?lang=fr&on=2022-12-24&{asked}").text
        assert said.count('href="/work/as-of/PAO-') == count, asked


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_plan_is_told_with_its_steps_and_the_entries_that_tell_so(
    reader: SignedIn, lang: str
) -> None:
    said = reader.get(f"/work/as-of/{OF_LARACHE}?lang={lang}&on=2022-12-24").text
    assert STEP_NAMES["adhere_to_charter"].said_in(lang) in said
    assert said.count('<li class="entry') == 2
    assert 'class="later"' in said
    before = reader.get(f"/work/as-of/{OF_LARACHE}?lang={lang}&known=2022-12-24").text
    assert before.count('<li class="entry') == 1
    none = reader.get(f"/work/as-of/{OF_LARACHE}?lang={lang}&on=2022-10-20")
    assert (none.status_code, WORDS["not_then"].said_in(lang) in none.text) == (200, True)


def test_what_a_person_wrote_stands_on_none_of_them(reader: SignedIn) -> None:
    paths = (f"/work/as-of/{OF_LARACHE}", "/work/as-of", "/work/count?against=2022-11-01")
    for path in paths:
        assert "Untel" not in reader.get(path).text


def test_each_number_is_told_with_its_records(reader: SignedIn) -> None:
    for by, groups in (("kind", 2), ("stage", 2), ("region", 3), ("cohort", 1), ("nonsense", 2)):
        said = reader.get(f"/work/count?lang=fr&on=2022-12-24&by={by}").text
        assert said.count("<h3>") == groups, by
        assert said.count('<a href="/work/as-of/PAO-') == 3
        assert "<strong>2</strong> Membres" in said


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_two_totals_of_one_day_are_told_apart(reader: SignedIn, lang: str) -> None:
    words = look_back_words(lang)  # type: ignore[arg-type]
    asked = f"/work/count?lang={lang}&by=cohort&on=2022-12-24&against_known=2022-12-24"
    differences = reader.get(asked).text.split('id="differences"')[1]
    assert differences.count('class="state went"') == 1
    assert words["went"] in differences
    assert "<strong>3</strong>" in differences
    same = reader.get(f"/work/count?lang={lang}&against={TODAY}").text
    assert words["no_difference"] in same


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("on=zz", "no_date"),
        ("known=2023-02-30", "no_date"),
        ("on=2023-03-02", "not_yet"),
        ("on=9999-12-31", "not_yet"),
    ],
)
def test_a_date_that_is_none_is_said_beside_its_box(
    reader: SignedIn, asked: str, word: str
) -> None:
    for path in ("/work/count", "/work/as-of", f"/work/as-of/{PLAN}"):
        answer = reader.get(f"{path}?lang=fr&{asked}")
        assert answer.status_code == 422
        assert WORDS[word].fr in answer.text
    compared = reader.get(f"/work/count?lang=fr&against_known={asked.partition('=')[2]}")
    assert (compared.status_code, WORDS[word].fr in compared.text) == (422, True)


def test_an_auditor_is_led_to_the_entry_and_its_proof(app: Starlette, reader: SignedIn) -> None:
    entry = f"/audit/entries/{OF_LARACHE}/2?lang=fr"
    assert entry in reader.get("/work/count?lang=fr").text
    assert reader.get(entry).status_code == 200
    assert "/audit/entries/" not in SignedIn(app, OF_BENI_MELLAL).get("/work/count?lang=fr").text


def test_a_region_coordinator_sees_their_region_alone(app: Starlette) -> None:
    mine, other = SignedIn(app, OF_BENI_MELLAL), SignedIn(app, OF_ORIENTAL)
    for path in ("/work/as-of?lang=fr&region=02", "/work/count?lang=fr&region=02"):
        said = mine.get(path).text
        assert said.count('href="/work/as-of/PAO-') == 1
        assert PLAN in said
        assert PLAN not in other.get(path).text
    assert mine.get(f"/work/as-of/{PLAN}").status_code == 200
    assert other.get(f"/work/as-of/{PLAN}").status_code == 404
    assert other.get("/work/as-of/PAO-none").status_code == 404
