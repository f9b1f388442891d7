"""The table of OGP Local: another programme in the same words, and the released ones unchanged."""

from dataclasses import replace
from pathlib import Path

import pytest

from lifecycle.guards import sentence
from lifecycle.handbook import whole
from lifecycle.language import Anchor, StepDone, StepRule, Transition
from lifecycle.pathway import OGP_LOCAL, PATHWAY, VERSIONS
from lifecycle.table_digest import sealed
from lifecycle.tracks import stages_of, steps_of, track_of, versions_of
from models.words import Provenance, Role, Stage, Track

PAGE = Path(__file__).parents[2] / "docs" / "pathway-ogp-local.md"
LETTERS = Path(__file__).parents[2] / "templates" / "email"
RELEASED = {
    "1": "72113e8d0ce0ed68be1683b8cb79b305b7ec751734bb2876cce8ce38070071e1",
    "1-legality": "f407fb712b0312bdbafde9a3867d665c7e0d3b46d25ae7c03b8004528ded8ed0",
    "2": "509167934ff822afdc8c8267b42904d3ea82548c3af5268cd5005716cb3c99c3",
    "2-legality": "71b0d60c69abe12c09065e1f4b4eb2ca613023626f6cec2a8587d3fa570015c2",
    "3": "7f9824037ea168ba7ebd26b8133163178f1604197d0f795142e987283783ac8d",
    "3-legality": "6a833152ef5a61e9965a89a5c387277533f049c629afbb1dfe4333044a7c383c",
}
STEPS = [pytest.param(step, id=step.key) for step in OGP_LOCAL.steps]
ROWS = [pytest.param(row, id=f"{row.trigger}-{row.dest}") for row in OGP_LOCAL.transitions]


@pytest.mark.parametrize("version", RELEASED)
def test_a_released_version_keeps_its_digest(version: str) -> None:
    assert VERSIONS[version].digest == RELEASED[version]


def test_a_version_that_uses_a_later_field_has_it_in_its_digest() -> None:
    of_another_track = sealed(replace(PATHWAY, track=Track.OGP_LOCAL))
    assert of_another_track.digest != PATHWAY.digest


def test_no_council_is_part_of_it() -> None:
    assert not OGP_LOCAL.has_vote
    assert Stage.COUNCIL_APPROVAL not in OGP_LOCAL.stages
    assert all(step.deadline.anchor != Anchor.COUNCIL_SESSION for step in OGP_LOCAL.steps)
    assert all(row.aims is None for row in OGP_LOCAL.transitions)


def test_what_is_assessed_is_assessed_by_a_body_of_its_own() -> None:
    assessing = {step.key for step in OGP_LOCAL.steps if step.actor == Role.MONITORING_BODY}
    assert assessing == {"report_inception", "assess_commitments", "report_end_of_term"}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_counts_from_another_opens_after_it(step: StepRule) -> None:
    if isinstance(step.deadline.anchor, StepDone):
        assert step.deadline.anchor.key in step.after


@pytest.mark.parametrize("step", STEPS)
def test_no_step_has_the_name_of_one_of_another_track(step: StepRule) -> None:
    """What was seen of a step's pace is kept by its key."""
    assert step.key not in steps_of(Track.REMACTO)


def test_only_what_was_read_is_called_verified_and_nothing_is_called_law() -> None:
    rules = [s.deadline for s in OGP_LOCAL.steps] + [
        r.when for r in OGP_LOCAL.transitions if r.when
    ]
    assert {r.provenance for r in rules} == {Provenance.PROGRAMME, Provenance.POLICY}
    assert all("form of the" in r.source for r in rules if r.verified)
    assert not [r for r in rules if r.provenance == Provenance.POLICY and r.verified]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_its_letters_in_both_languages_and_its_refusals(row: Transition) -> None:
    for letter in row.letters:
        assert not {Role.FORUM, Role.MONITORING_BODY, Role.MAILBOX} & set(letter.to)
        for language in ("ar", "fr"):
            assert (LETTERS / letter.kind / language / "subject.txt").exists()
    for guard in row.guards:
        said = sentence(guard)
        assert all(text.endswith(".") for text in (said.ar, said.fr, said.en))


def test_the_page_in_docs_is_the_page_of_this_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == whole(OGP_LOCAL), (
        "run `infitah pathway --table ogp-local-1 --write docs/pathway-ogp-local.md`"
    )


def test_every_version_belongs_to_one_track() -> None:
    assert versions_of(Track.OGP_LOCAL) == ("ogp-local-1",)
    assert set(versions_of(Track.REMACTO)) == set(RELEASED)
    assert track_of("2-legality") == Track.REMACTO
    assert Stage.COUNCIL_APPROVAL in stages_of(Track.REMACTO)
    assert Stage.COUNCIL_APPROVAL not in stages_of(Track.OGP_LOCAL)
