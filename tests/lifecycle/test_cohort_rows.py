from collections.abc import Mapping
from datetime import date

import pytest

from lifecycle.cohort_problems import CohortFileRefused, Problem
from lifecycle.cohort_remarks import remarks
from lifecycle.cohort_rows import CohortRow, check_rows
from models.register import all_collectivities
from models.words import CollectivityKind, Language, Role
from tests.small_cohort import ROW

TODAY = date(2022, 12, 1)
FES = {
    **ROW,
    "code": "03.231.01.0",
    "name_ar": "فاس",
    "name_fr": "Fès",
    "region": "",
    "province": "",
}


def _checked(*rows: Mapping[str, str]) -> list[CohortRow]:
    return check_rows(rows, today=TODAY, register=all_collectivities())


def _refused(*rows: Mapping[str, str]) -> list[Problem]:
    with pytest.raises(CohortFileRefused) as refusal:
        _checked(*rows)
    return refusal.value.problems


def test_a_right_row_becomes_facts() -> None:
    (found,) = _checked({"row": "7", **ROW})
    assert (found.code, found.kind, found.row) == ("05.091.01.01", CollectivityKind.COMMUNE, 7)
    assert found.joined_on == date(2022, 10, 21)
    assert [(p.role, p.email, p.language) for p in found.people] == [
        (Role.FOCAL_POINT, "focal@commune.example", Language.BOTH),
        (Role.DEPUTY, "deputy@commune.example", Language.BOTH),
    ]
    assert found.mailbox == "contact@commune.example"


BY_NAME = {**ROW, "code": ""}

ONE_PROBLEM: list[tuple[str, str, dict[str, str]]] = [
    ("unknown_kind", "kind", {**ROW, "kind": "city"}),
    ("missing_value", "kind", {**ROW, "kind": ""}),
    ("kind_contradicts", "kind", {**ROW, "kind": "région"}),
    ("unknown_code", "code", {**ROW, "code": "99.999"}),
    ("unknown_collectivity", "name_ar", {**BY_NAME, "name_ar": "بني هلال", "name_fr": ""}),
    ("missing_collectivity", "", {**BY_NAME, "name_ar": "", "name_fr": ""}),
    ("missing_value", "region", {**BY_NAME, "region": ""}),
    ("name_contradicts", "name_ar", {**ROW, "name_ar": "فاس"}),
    ("unknown_region", "region", {**ROW, "region": "سوس ماستة"}),
    ("region_contradicts", "region", {**ROW, "region": "الشرق"}),
    ("unknown_province", "province", {**ROW, "province": "أتلنتس"}),
    ("province_contradicts", "province", {**ROW, "province": "أزيلال"}),
    ("bad_date", "joined_on", {**ROW, "joined_on": "31/02/2022"}),
    ("bad_date", "joined_on", {**ROW, "joined_on": "10/21/2022"}),
    ("missing_value", "joined_on", {**ROW, "joined_on": ""}),
    ("future_date", "joined_on", {**ROW, "joined_on": "2022-12-02"}),
    ("before_network", "joined_on", {**ROW, "joined_on": "2021-10-21"}),
    ("bad_address", "focal_point_email", {**ROW, "focal_point_email": "focal at commune"}),
    ("bad_address", "mailbox_email", {**ROW, "mailbox_email": "a@b"}),
    ("bad_language", "focal_point_language", {**ROW, "focal_point_language": "de"}),
    ("missing_focal_point", "focal_point_name",
     {**ROW, "focal_point_name": "", "focal_point_email": ""}),
    ("half_person", "focal_point_name", {**ROW, "focal_point_name": ""}),
    ("half_person", "deputy_email", {**ROW, "deputy_email": ""}),
    ("formula", "deputy_name", {**ROW, "deputy_name": "=HYPERLINK(1)"}),
    ("formula", "deputy_name", {**ROW, "deputy_name": "+212"}),
    ("formula", "deputy_name", {**ROW, "deputy_name": "-1"}),
    ("formula", "focal_point_email", {**ROW, "focal_point_email": "@commune.example"}),
    ("cell_error", "deputy_name", {**ROW, "deputy_name": "#N/A"}),
    ("too_long", "deputy_name", {**ROW, "deputy_name": "a" * 201}),
    ("extra_cells", "", {**ROW, "": "more"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "column", "row"), ONE_PROBLEM)
def test_a_wrong_cell_is_the_one_problem_and_is_said_in_three_languages(
    code: str, column: str, row: dict[str, str]
) -> None:
    (found,) = _refused({"row": "12", **row})
    assert (found.code, found.place, found.column) == (code, "12", column)
    said = {language: found.sentence(language) for language in ("en", "fr", "ar")}
    assert said["en"].startswith("Row 12")
    assert said["fr"].startswith("Ligne 12")
    assert said["ar"].startswith("السطر 12")
    assert all(found.mend[language] in sentence for language, sentence in said.items())


def test_every_problem_of_every_row_is_listed() -> None:
    problems = _refused(
        {"row": "2", **ROW, "region": "الشرق", "joined_on": "soon", "focal_point_email": "x"},
        {"row": "3", **FES, "kind": "ville"},
        {"row": "9", **ROW},
    )
    assert [(p.place, p.code) for p in problems] == [
        ("2", "region_contradicts"),
        ("2", "bad_date"),
        ("2", "bad_address"),
        ("3", "unknown_kind"),
        ("9", "same_collectivity"),
    ]
    assert "row 2" in problems[-1].what["en"]


def test_two_rows_of_one_collectivity_are_found_whether_by_code_or_by_name() -> None:
    (found,) = _refused({"row": "2", **ROW}, {"row": "3", **BY_NAME})
    assert (found.code, found.place) == ("same_collectivity", "3")


@pytest.mark.parametrize(
    "row",
    [
        BY_NAME,
        {**BY_NAME, "name_fr": ""},
        {**BY_NAME, "name_ar": "", "name_fr": "BENI-MELLAL"},
        {**BY_NAME, "name_fr": "Bni Mellal"},
        {**BY_NAME, "kind": "جماعة", "region": "جهة بني ملال خنيفرة", "province": ""},
        {**BY_NAME, "region": "5", "province": "5.091"},
        {
            **BY_NAME,
            "region": "Région de Béni Mellal-Khénifra",
            "province": "Province de Beni Mellal",
        },
    ],
)
def test_without_a_code_kind_name_and_region_find_the_collectivity(row: dict[str, str]) -> None:
    assert _checked(row)[0].code == ROW["code"]


def test_a_near_name_is_suggested_and_never_taken() -> None:
    row = {**BY_NAME, "name_ar": "خريكة", "name_fr": "", "province": ""}
    (found,) = _refused(row)
    assert "خريبكة" in found.mend["ar"]
    assert "Khouribga (05.311.01.07)" in found.mend["fr"]


def test_a_name_that_several_bear_is_answered_with_their_codes() -> None:
    row = {**BY_NAME, "name_ar": "سيدي غانم", "name_fr": "", "region": "مراكش-آسفي", "province": ""}
    (found,) = _refused(row)
    assert found.code == "ambiguous_collectivity"
    assert all(c in found.mend["en"] for c in ("07.161.05.15", "07.211.07.31", "07.427.07.19"))


def test_the_province_tells_apart_those_that_bear_one_name() -> None:
    row = {**BY_NAME, "name_ar": "سيدي غانم", "name_fr": "", "region": "مراكش-آسفي"}
    assert _checked({**row, "province": "الصويرة"})[0].code == "07.211.07.31"


def test_two_names_that_point_at_two_collectivities_are_not_decided() -> None:
    (found,) = _refused({**BY_NAME, "name_ar": "أزيلال", "province": ""})
    assert found.code == "ambiguous_collectivity"


@pytest.mark.parametrize("written", ["21/10/2022", "21.10.2022", "٢١/١٠/٢٠٢٢"])
def test_a_date_may_be_written_as_it_is_in_morocco(written: str) -> None:
    assert _checked({**ROW, "joined_on": written})[0].joined_on == date(2022, 10, 21)


@pytest.mark.parametrize(
    ("written", "language"),
    [("", Language.BOTH), ("العربية", Language.ARABIC), ("Français", Language.FRENCH)],
)
def test_a_language_may_be_named_in_words(written: str, language: Language) -> None:
    (found,) = _checked({**ROW, "focal_point_language": written})
    assert found.people[0].language is language


@pytest.mark.parametrize(
    "address",
    ["a b@c.example", "a@@c.example", "a@c..example", ".a@c.example", "Nom <a@c.example>",
     "a@c.example, b@c.example", "نقطة@c.example", "a" * 65 + "@c.example", "a@c.example\nb"],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    assert [p.code for p in _refused({**ROW, "mailbox_email": address})] == ["bad_address"]


def test_a_value_in_another_direction_is_kept_apart_from_its_sentence() -> None:
    (found,) = _refused({**ROW, "mailbox_email": "a@b"})
    assert "\u2068a@b\u2069" in found.sentence("ar")
    assert "“a@b”" in found.sentence("en")


def test_remarks_do_not_refuse_a_row() -> None:
    rows = _checked({"row": "2", **ROW}, {"row": "3", **FES, "deputy_name": "", "deputy_email": "",
                                          "mailbox_email": ""})  # fmt: skip
    assert [(r.place, r.code) for r in remarks(rows)] == [
        ("3", "no_deputy"),
        ("3", "no_mailbox"),
        ("3", "shared_address"),
    ]
