"""What a programme promises: drafted until the vote, frozen with it, amended by deliberation."""

from datetime import date
from pathlib import Path
from typing import Any

import builders
import programme
import pytest
from builders import COORDINATOR, FOCAL_POINT
from reading_back import history, plan_of
from sqlalchemy import Engine, select

from audit.log_folder import LogFolder
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from lifecycle.content import Content
from lifecycle.errors import Refused
from models.database import reading, writing
from models.filing import Filing
from models.words import FilingSource, Stage

AMENDED = {"deliberation": "2025/12", "deliberated_on": "2025-02-06"}


class Member:
    """One plan that is walked along its path, and its content."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.clock = engine, VirtualClock(builders.FOUNDED)
        with writing(engine) as session:
            self.plan = builders.plan(session, clock=self.clock)

    def file(self, content: Content, trigger: str = acts.FILE_CONTENT, **more: Any) -> None:
        actor = more.pop("actor", FOCAL_POINT if trigger == acts.FILE_CONTENT else COORDINATOR)
        with writing(self.engine) as session:
            door.fire(
                session, self.plan, trigger, actor=actor, at=self.clock.now(), content=content,
                **more,
            )  # fmt: skip

    def amend(self, content: Content, **more: Any) -> None:
        told: dict[str, Any] = {"reason": "a project was merged", "said": AMENDED} | more
        self.file(content, acts.AMEND_CONTENT, **told)

    def go_to(self, stage: Stage) -> None:
        with writing(self.engine) as session:
            builders.drive_to(session, self.plan, self.clock, stage=stage)

    def stands(self) -> tuple[int | None, int | None]:
        facts = plan_of(self.engine, self.plan)
        return (facts.filed or {}).get("content", [None, None])[1], facts.content_adopted


@pytest.fixture
def member(engine: Engine) -> Member:
    return Member(engine)


def refused(run: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refusal:
        run(*arguments, **more)
    return refusal.value.phrase.en


def test_a_draft_is_kept_as_it_was_filed_and_the_history_holds_its_digest(member: Member) -> None:
    member.file(programme.oriental(), filing_source=FilingSource.SHEET)
    assert member.stands() == (1, None)
    entry = history(member.engine, member.plan)[-1]
    with reading(member.engine) as session:
        row = session.scalars(select(Filing)).one()
    assert Content.model_validate(row.document) == programme.oriental()
    assert (row.sha256, row.entry_seq) == (entry.body["filed"]["sha256"], entry.seq)
    assert (row.source, row.filed_by) == (FilingSource.SHEET, FOCAL_POINT.id)
    counted = {"axes": 4, "projects": 17, "activities": 69, "indicators": 17}
    assert entry.body["filed"] == counted | {
        "kind": "content", "occasion": 0, "number": 1, "sha256": row.sha256, "owed": 0
    }  # fmt: skip


def test_each_draft_is_another_version_and_the_earlier_ones_stay(member: Member) -> None:
    for title in ("Portail", "Portail ouvert"):
        member.file(programme.small(title))
    assert member.stands() == (2, None)
    with reading(member.engine) as session:
        assert len(session.scalars(select(Filing)).all()) == 2


def test_the_same_content_twice_is_refused(member: Member) -> None:
    member.file(programme.small())
    assert "nothing changed" in refused(member.file, programme.small())


def test_the_version_filed_last_is_in_force_with_the_vote(member: Member) -> None:
    member.file(programme.small("Premier jet"))
    member.file(programme.small())
    member.go_to(Stage.IMPLEMENTATION)
    assert member.stands() == (2, 2)
    adopted = next(e for e in history(member.engine, member.plan) if e.trigger == "adopt")
    assert adopted.body["content_adopted"] == 2


def test_a_programme_whose_content_nobody_filed_is_adopted_all_the_same(member: Member) -> None:
    member.go_to(Stage.IMPLEMENTATION)
    assert member.stands() == (None, None)
    member.clock.on = max(member.clock.on, date(2025, 3, 3))
    member.amend(programme.small())
    assert member.stands() == (1, 1)


def test_what_was_adopted_only_changes_by_an_amendment_with_its_deliberation(
    member: Member,
) -> None:
    member.file(programme.small())
    member.go_to(Stage.IMPLEMENTATION)
    assert "only changes by an amendment" in refused(member.file, programme.small("Autre"))
    member.clock.on = max(member.clock.on, date(2025, 3, 3))
    member.amend(programme.small("Autre"))
    assert member.stands() == (2, 2)
    entry = history(member.engine, member.plan)[-1]
    assert {key: entry.body[key] for key in AMENDED} == AMENDED
    assert entry.reason == "a project was merged"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"reason": ""}, "needs a reason"),
        ({"said": {}}, "names the deliberation"),
        ({"said": AMENDED | {"deliberation": " "}}, "names the deliberation"),
        ({"said": AMENDED | {"deliberated_on": "2031-01-01"}}, "in the future"),
        ({"actor": FOCAL_POINT}, "a coordinator decides"),
    ],
)
def test_an_amendment_that_lacks_something_is_refused(
    member: Member, more: dict[str, Any], told: str
) -> None:
    member.file(programme.small())
    member.go_to(Stage.IMPLEMENTATION)
    member.clock.on = max(member.clock.on, date(2025, 3, 3))
    assert told in refused(member.amend, programme.small("Autre"), **more)
    assert member.stands() == (1, 1)


def test_a_draft_is_not_amended_and_who_withdrew_files_nothing(member: Member) -> None:
    assert "in force" in refused(member.amend, programme.small(), said=AMENDED)
    with writing(member.engine) as session:
        more = {"actor": COORDINATOR, "at": member.clock.now(), "reason": "elections"}
        door.fire(session, member.plan, "withdraw", **more)
    assert "stands still" in refused(member.file, programme.small())


def test_a_member_that_rejoins_drafts_its_programme_anew(member: Member, tmp_path: Path) -> None:
    member.file(programme.small())
    member.go_to(Stage.IMPLEMENTATION)
    for trigger in ("withdraw", "rejoin"):
        with writing(member.engine) as session:
            more = {"actor": COORDINATOR, "at": member.clock.now(), "reason": "elections"}
            door.fire(session, member.plan, trigger, **more)
    assert member.stands() == (1, None)
    member.file(programme.small("Autre"))
    assert member.stands() == (2, None)
    assert verify(member.engine, LogFolder(tmp_path / "log")).findings.kept == []


def test_the_engine_files_nothing(member: Member) -> None:
    assert "a focal point or a coordinator" in refused(
        member.file, programme.small(), actor=acts.ENGINE
    )


def test_content_that_is_not_right_is_refused_part_by_part(member: Member) -> None:
    wrong = Content(axes=(programme.axis("1"), programme.axis("3", programme.project("2.1"))))
    told = refused(member.file, wrong)
    assert "1: This axis has no project" in told
    assert "2.1: The code 2.1 does not follow" in told
    assert member.stands() == (None, None)


def test_the_verification_finds_content_that_was_changed(member: Member, tmp_path: Path) -> None:
    from forger import by_hand
    from sqlalchemy import delete, update

    from audit.findings import FindingKind
    from models.base import table_of

    member.file(programme.small())
    member.file(programme.small("Autre"))
    table = table_of(Filing)
    folder = LogFolder(tmp_path / "log")
    assert verify(member.engine, folder).findings.kept == []
    by_hand(member.engine, update(table).where(table.c.number == 1).values(document={"axes": []}))
    assert set(verify(member.engine, folder).findings.counts) == {FindingKind.FILED}
    by_hand(member.engine, delete(table).where(table.c.number == 1))
    assert set(verify(member.engine, folder).findings.counts) == {FindingKind.FILED}
