import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from lifecycle.cohort_calendar import ANCHORS, read_calendar
from lifecycle.cohort_file import CohortRow, check_rows, read_rows
from lifecycle.language import CalendarDate
from lifecycle.names import fold
from lifecycle.pathway import PATHWAY, VERSIONS
from models.register import all_collectivities
from models.words import CollectivityKind, Language, Role

COHORTS = Path(__file__).parents[2] / "cohorts"
SHEET = COHORTS / "2022-founders.csv"
CALENDAR = COHORTS / "2022-founders.yaml"

# The list of the charter, region by region, in the spelling of its own (seed misprints mended).
COMMUNES = {
    "04": "الرباط، سلا، الخميسات",
    "01": "شفشاون، العرائش، تطوان، طنجة، الحسيمة",
    "08": "ورزازات، الرشيدية، زاكورة",
    "02": "بني انصار، الدريوش، بركان، وجدة",
    "03": "ويسلان، مكناس، تازة، فاس، أزرو، الحاجب، صفرو",
    "06": "سطات، بنسليمان، الدار البيضاء، برشيد، الجديدة، مولاي عبد الله",
    "07": "الصويرة، تحناوت، ابن جرير، مراكش، سعادة، آسفي",
    "05": "بني ملال، خريبكة، أزيلال",
    "09": "آيت ملول، الدشيرة الجهادية، إنزكان، أكادير، الدراركة، تارودانت، أولاد تايمة، تيزنيت",
    "10": "سيدي إفني، كلميم",
    "11": "بوجدور، العيون",
    "12": "الداخلة",
}


def _rows() -> list[dict[str, str]]:
    return read_rows(SHEET.read_bytes(), SHEET.name)


def _checked() -> list[CohortRow]:
    return check_rows(_rows(), today=date(2022, 10, 21), register=all_collectivities())


def _scenario() -> dict[str, Any]:
    text = (COHORTS / "2022-founders-scenario.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_the_founders_are_12_regions_4_provinces_and_50_communes() -> None:
    assert Counter(row.kind for row in _checked()) == {
        CollectivityKind.REGION: 12,
        CollectivityKind.PROVINCE: 4,
        CollectivityKind.COMMUNE: 50,
    }


def test_the_founding_communes_are_those_of_the_charter_in_their_regions() -> None:
    found = {(row["code"][:2], fold(row["name_ar"])) for row in _rows() if row["kind"] == "commune"}
    assert found == {
        (region, fold(name)) for region, names in COMMUNES.items() for name in names.split("،")
    }


def test_the_founding_provinces_are_those_of_the_charter() -> None:
    found = {row["name_fr"] for row in _rows() if row["kind"] == "province"}
    assert found == {"Zagora", "Sefrou", "Taroudannt", "Tiznit"}


def test_names_are_the_registers_to_the_letter() -> None:
    by_code = {each.code: each for each in all_collectivities()}
    for row in _rows():
        registered = by_code[row["code"]]
        assert (row["name_ar"], row["name_fr"]) == (registered.name_ar, registered.name_fr)
        assert row["region"] == by_code[registered.region_code].name_ar


def test_every_founder_is_found_by_its_name_as_by_its_code() -> None:
    by_name = [{**row, "code": ""} for row in _rows()]
    found = check_rows(by_name, today=date(2022, 10, 21), register=all_collectivities())
    assert [row.code for row in found] == [row.code for row in _checked()]


def test_nobody_is_named_each_person_is_an_office_at_an_invented_address() -> None:
    offices = (
        "نقطة ارتكاز ",
        "نائب نقطة ارتكاز ",
        "رئاسة مجلس ",
        "المديرية العامة للمصالح - ",
        "مديرية المصالح - ",
        "Point focal (",
        "Suppléant du point focal (",
        "Présidence du conseil (",
        "Direction des services (",
    )
    for row in _checked():
        assert all(person.name.startswith(offices) for person in row.people)
        addresses = [person.email for person in row.people] + ([row.mailbox] if row.mailbox else [])
        assert all(address.endswith("@collectivites.example") for address in addresses)


def test_no_two_founders_share_an_address() -> None:
    addresses = [person.email for row in _checked() for person in row.people]
    assert len(addresses) == len(set(addresses))


def test_languages_are_mixed_and_some_founders_have_no_deputy() -> None:
    focal_points = [row.people[0] for row in _checked()]
    languages = Counter(person.language for person in focal_points)
    assert set(languages) == set(Language)
    assert languages.most_common(1)[0][0] is Language.BOTH
    without = [r for r in _checked() if all(p.role is not Role.DEPUTY for p in r.people)]
    assert 0 < len(without) < 10


def test_the_sheet_is_plain_utf_8_with_unix_line_ends() -> None:
    content = SHEET.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    widths = {len(line) for line in csv.reader(content.decode("utf-8").splitlines())}
    assert widths == {17}


def test_the_calendar_has_the_dates_of_both_cycles() -> None:
    calendar = read_calendar(CALENDAR.read_text("utf-8"), CALENDAR.name)
    first, second = calendar.cycles
    assert calendar.pathway_version in VERSIONS
    assert first.dates["implementation_opens"].on == date(2024, 1, 1)
    assert first.dates["orientation_closes"].verified
    assert not first.dates["next_cycle_opens"].verified
    invented = [day for key, day in second.dates.items() if key != "founded"]
    assert all(not day.verified and "illustrative" in day.source for day in invented)


def test_every_date_that_the_pathway_counts_from_is_in_the_calendar() -> None:
    anchors = {
        step.deadline.anchor.name
        for step in PATHWAY.steps
        if isinstance(step.deadline.anchor, CalendarDate)
    }
    assert anchors
    assert anchors <= set(ANCHORS)


def test_every_region_has_a_coordinator_at_an_invented_address() -> None:
    coordinators = read_calendar(CALENDAR.read_text("utf-8"), CALENDAR.name).coordinators
    regions = [each.region_code for each in coordinators if each.role is Role.REGION_COORDINATOR]
    assert sorted(str(code) for code in regions) == [f"{number:02}" for number in range(1, 13)]
    others = Counter(each.role for each in coordinators if each.region_code is None)
    assert others == {Role.NATIONAL_COORDINATOR: 1, Role.ADMIN: 1, Role.AUDITOR: 1}
    assert all(each.email.endswith(".example") for each in coordinators)


def test_the_illustration_gives_every_founder_one_profile_and_the_published_totals() -> None:
    profiles: dict[str, str] = _scenario()["illustrative"]
    assert set(profiles) == {row.code for row in _checked()}
    assert Counter(profiles.values()) == {
        "withdraws": 3,
        "stalls": 11,
        "votes_late": 8,
        "adopts": 44,
    }


def test_only_communes_withdraw_and_never_one_that_is_supposed_to_have_left() -> None:
    profiles: dict[str, str] = _scenario()["illustrative"]
    kinds = {row.code: row.kind for row in _checked()}
    gone = {code for code, profile in profiles.items() if profile == "withdraws"}
    assert {kinds[code] for code in gone} == {CollectivityKind.COMMUNE}
    assert "08.401.01.07" not in gone  # Ouarzazate


def test_a_documented_act_is_a_step_of_the_pathway_by_a_founder_that_adopts() -> None:
    scenario = _scenario()
    for act in scenario["documented"]:
        rule = PATHWAY.by_key[act["step"]]
        assert set(act["fields"]) <= {field.key for field in rule.evidence}
        assert scenario["illustrative"][act["collectivity"]] == "adopts"
        assert act["source"]


def test_a_documented_act_without_a_known_day_says_so() -> None:
    unknown = [act for act in _scenario()["documented"] if not act["day_known"]]
    assert {act["step"] for act in unknown} == {"council_vote"}
    assert all("day of the vote is not published" in act["note"] for act in unknown)
