"""Citizens' ideas: received while the window is open, moderated, decided; their words stay out."""

from datetime import date
from pathlib import Path
from typing import Any

import builders
import programme
import pytest
from builders import COORDINATOR, FOCAL_POINT
from consulting import AFTER, CLOSES, KEPT, OPENS, PLATFORM, REJECTED, WORDS, Consulting, window
from linked import every_row
from reading_back import history
from sqlalchemy import Engine

from audit.erase_idea import erase_idea
from audit.log_folder import LogFolder
from audit.person_reasons import Because
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.consultation_search import all_consultations
from lifecycle.consultations import ideas_of_projects
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.idea_counts import IdeaCounts, counted
from lifecycle.idea_outcomes import Decision
from lifecycle.ideas import LONGEST, destroy_words, show_idea
from models.consultation import Idea
from models.database import reading, writing
from models.words import HiddenBecause, Moderation, RejectedBecause, Stage

OTHER = "Un registre public des demandes d’information"
REASON = "Le registre existe déjà depuis 2021."
SAID = {"because": RejectedBecause.OTHER, "reason": REASON}


@pytest.fixture
def member(engine: Engine) -> Consulting:
    return Consulting(engine)


def refused(run: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refusal:
        run(*arguments, **more)
    return refusal.value.phrase.en


def test_an_idea_is_taken_with_its_words_and_nothing_else_and_waits(member: Consulting) -> None:
    member.open()
    member.clock.on = OPENS
    assert member.idea(f"  {WORDS}\r\nسطر ثان \u0007\n", shown=False, part="2") == 1
    (idea,) = member.ideas()
    assert (idea.words, idea.part) == (f"{WORDS}\nسطر ثان", "2")
    assert (idea.moderation, idea.outcome, idea.moderated_by) == (Moderation.PENDING, None, None)
    kept = {column.name for column in Idea.__table__.columns}
    assert not kept & {"name", "email", "address", "ip", "phone", "person_id"}


def test_ideas_are_numbered_and_the_same_words_are_one_idea(member: Consulting) -> None:
    member.open()
    member.clock.on = OPENS
    assert [member.idea(one) for one in (WORDS, OTHER, f" {WORDS} ")] == [1, 2, 1]


def test_no_idea_is_taken_outside_the_window_or_for_the_platform(member: Consulting) -> None:
    member.open()
    assert "takes no ideas now" in refused(member.idea)
    member.clock.on = CLOSES
    assert member.idea() == 1
    member.clock.on = date(2023, 7, 1)
    assert "takes no ideas now" in refused(member.idea, OTHER)


def test_an_idea_for_the_platform_is_not_taken_here(member: Consulting) -> None:
    member.open(window(link=PLATFORM))
    member.clock.on = OPENS
    assert "takes no ideas now" in refused(member.idea)


@pytest.mark.parametrize("words", ["", "  court ", "ا" * (LONGEST + 1), "\u0000\u0007" * 20])
def test_an_idea_that_is_too_short_or_too_long_is_refused(member: Consulting, words: str) -> None:
    member.open()
    member.clock.on = OPENS
    assert "characters" in refused(member.idea, words)
    assert member.ideas() == []


def test_kept_ideas_lead_to_their_project_and_rejected_ones_to_the_reason(
    member: Consulting,
) -> None:
    member.answered([WORDS, OTHER])
    member.decide(Decision(1, KEPT, project="1.1"), Decision(2, REJECTED, **SAID))
    first, second = member.ideas()
    assert (first.outcome, first.project, first.reason) == (KEPT, "1.1", None)
    assert (second.outcome, second.project, second.reason) == (REJECTED, None, REASON)
    with reading(member.engine) as session:
        assert ideas_of_projects(session, member.plan) == {"1.1": [("ideas-1", 1)]}
    told = history(member.engine, member.plan)[-1].body["consultation"]
    assert {name: told[name] for name in ("kept", "rejected", "open", "decided")} == {
        "kept": 1, "rejected": 1, "open": 0, "decided": 2
    }  # fmt: skip


def test_no_words_of_a_citizen_or_a_reason_are_in_the_history(
    member: Consulting, tmp_path: Path
) -> None:
    member.answered([WORDS, OTHER])
    member.decide(Decision(1, KEPT, project="1.1"), Decision(2, REJECTED, **SAID))
    rows = every_row(member.engine)
    elsewhere = repr({name: told for name, told in rows.items() if name != "idea"})
    for words in (WORDS, OTHER, REASON):
        assert words in repr(rows["idea"])
        assert words not in elsewhere
        assert words.encode().hex() not in elsewhere
    for entry in rows["history_entry"]:
        assert not any(isinstance(one, bytes) and WORDS.encode() in one for one in entry)
    assert verify(member.engine, LogFolder(tmp_path / "log")).findings.kept == []


def test_a_decision_is_mended_and_the_same_again_is_refused(member: Consulting) -> None:
    member.answered()
    member.decide(Decision(1, KEPT, project="1.1"))
    assert "nothing changes" in refused(member.decide, Decision(1, KEPT, project="1.1"))
    member.decide(Decision(1, REJECTED, because=RejectedBecause.NO_MEANS))
    (idea,) = member.ideas()
    assert (idea.outcome, idea.project) == (REJECTED, None)


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (Decision(9, KEPT, project="1.1"), "idea 9: there is no such number"),
        (Decision(1, KEPT), "name the code of a project"),
        (Decision(1, KEPT, project="1"), "name the code of a project"),
        (Decision(1, REJECTED), "say why it is rejected"),
        (Decision(1, REJECTED, because=RejectedBecause.OTHER, reason=" "), "say why"),
        (Decision(1, REJECTED, because=RejectedBecause.OTHER, reason="x" * 501), "500"),
        (Decision(2, KEPT, project="1.1"), "idea 2: it is not shown yet, or hidden"),
        (Decision(3, KEPT, project="1.1"), "idea 3: it is not shown yet, or hidden"),
    ],
)
def test_a_decision_that_is_not_right_is_refused_with_all_the_others(
    member: Consulting, decision: Decision, told: str
) -> None:
    member.open()
    member.clock.on = OPENS
    member.idea()
    member.idea(OTHER, shown=False)
    member.hide(member.idea("كلام مسيء لا يعرض"))
    member.clock.on = AFTER
    member.close()
    right = [Decision(1, KEPT, project="1.1")] if decision.number != 1 else []
    assert told in refused(member.decide, *right, decision)
    assert [idea.outcome for idea in member.ideas()] == [None] * 3


def test_nothing_is_decided_before_the_counts_are_told_or_twice_at_once(
    member: Consulting,
) -> None:
    member.open()
    member.clock.on = OPENS
    member.idea()
    kept = Decision(1, KEPT, project="1.1")
    assert "tell the counts" in refused(member.decide, kept)
    member.clock.on = AFTER
    member.close()
    assert "stands twice" in refused(member.decide, kept, kept)
    assert "a coordinator does" in refused(member.decide, kept, actor=acts.ENGINE)


def test_a_kept_idea_names_a_project_of_the_content_once_it_is_filed(member: Consulting) -> None:
    with writing(member.engine) as session:
        door.fire(
            session, member.plan, acts.FILE_CONTENT, actor=FOCAL_POINT, at=member.clock.now(),
            content=programme.small(),
        )  # fmt: skip
    member.answered()
    assert "a project that there is" in refused(member.decide, Decision(1, KEPT, project="3.2"))
    member.decide(Decision(1, KEPT, project="1.1"))


def test_ideas_of_the_platform_come_in_with_what_became_of_them(member: Consulting) -> None:
    member.open(window(link=PLATFORM))
    member.clock.on = AFTER
    member.close(ideas=2)
    told = Decision(41, KEPT, project="1.1", words=WORDS)
    assert "more ideas than were told" in refused(
        member.decide, told, Decision(42, KEPT, project="1.1"), Decision(43, KEPT, project="1.1")
    )
    member.decide(told, Decision(42, REJECTED, because=RejectedBecause.ALREADY_DONE))
    first, second = member.ideas()
    assert (first.number, first.words, first.moderation) == (41, WORDS, Moderation.SHOWN)
    assert (second.number, second.words, second.commitment) == (42, "", "")


def test_words_that_name_somebody_are_erased_and_the_history_still_verifies(
    member: Consulting, tmp_path: Path
) -> None:
    member.answered([WORDS, "الموظف فلان الفلاني لا يجيب أحدا"])
    occasion = Occasion(COORDINATOR, member.clock.now(), "test")
    with writing(member.engine) as session:
        idea = session.get_one(Idea, (member.row().id, 2))
        assert "only the words of a hidden idea" in refused(destroy_words, idea)
        erase_idea(session, idea, Because.NAMES_SOMEBODY, occasion)
        told = refused(show_idea, session, idea, actor=COORDINATOR, at=occasion.at)
        assert "were erased" in told
    erased = member.ideas()[1]
    assert (erased.words, erased.salt) == ("", "")
    assert erased.hidden_because is HiddenBecause.NAMES_SOMEBODY
    assert "فلان" not in repr(every_row(member.engine))
    assert verify(member.engine, LogFolder(tmp_path / "log")).findings.kept == []


def test_the_counts_of_lists_are_those_of_the_ideas(member: Consulting) -> None:
    member.answered([WORDS, OTHER, "فكرة ثالثة للنشر", "كلام مسيء لا يعرض"])
    member.decide(Decision(1, KEPT, project="1.1"), Decision(2, REJECTED, **SAID))
    member.decide(Decision(4, KEPT, project="1.1"))
    member.hide(4)
    with reading(member.engine) as session:
        (found,) = all_consultations(session)
        assert all_consultations(session, plan_id=member.plan + 1) == []
        assert all_consultations(session, regions=frozenset({"09"})) == []
    assert found.counts == counted(member.ideas())
    assert found.counts == IdeaCounts(all=4, pending=0, hidden=1, kept=1, rejected=1)
    assert found.counts.open == 1


def test_a_plan_that_was_adopted_still_publishes_what_became_of_ideas(member: Consulting) -> None:
    member.answered()
    with writing(member.engine) as session:
        builders.drive_to(session, member.plan, member.clock, stage=Stage.IMPLEMENTATION)
    member.decide(Decision(1, KEPT, project="1.1"))
    assert member.ideas()[0].outcome is KEPT
