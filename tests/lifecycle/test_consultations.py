"""Consultations: the windows that may be announced, their counts, and what the history tells."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import COORDINATOR
from consulting import (
    AFTER,
    CLOSES,
    IDEAS,
    NOTICE,
    OPENS,
    PLATFORM,
    PROJECTS,
    WORDS,
    Consulting,
    window,
)
from forger import by_hand
from reading_back import history
from sqlalchemy import Engine, delete, update

from audit.findings import FindingKind
from audit.log_folder import LogFolder
from audit.verification import verify
from lifecycle import acts, door
from lifecycle.consultation_settings import ConsultationSettings
from lifecycle.consultation_window import WindowState
from lifecycle.consultations import NoSuchConsultation, find_consultation, state_of
from lifecycle.errors import Refused
from models.base import table_of
from models.consultation import Consultation, Idea
from models.database import reading, writing
from models.words import Stage

SEVEN_DAYS = {"opens_on": date(2023, 6, 12), "closes_on": date(2023, 6, 18)}  # Agadir


@pytest.fixture
def member(engine: Engine) -> Consulting:
    return Consulting(engine)


def refused(run: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refusal:
        run(*arguments, **more)
    return refusal.value.phrase.en


def test_an_announced_window_is_kept_and_told_to_the_history(member: Consulting) -> None:
    member.open(window(link=PLATFORM))
    row, entry = member.row(), history(member.engine, member.plan)[-1]
    assert (row.opens_on, row.closes_on, row.notice_on) == (OPENS, CLOSES, NOTICE)
    assert (row.link, row.own_page, row.opened_seq) == (PLATFORM, False, entry.seq)
    told = dict(entry.body["consultation"])
    assert len(told.pop("sha256")) == 64
    assert told == {
        "kind": "ideas", "number": 1, "opens_on": "2023-06-12", "closes_on": "2023-06-30",
        "notice_on": "2023-06-05", "days": 19, "least_days": 15, "own_page": False,
    }  # fmt: skip


def test_a_window_stands_by_its_dates_both_ends_inside(member: Consulting) -> None:
    member.open()
    days = {
        date(2023, 6, 11): WindowState.COMING, OPENS: WindowState.OPEN,
        CLOSES: WindowState.OPEN, date(2023, 7, 1): WindowState.ENDED,
    }  # fmt: skip
    assert {on: state_of(member.row(), on) for on in days} == days
    member.clock.on = AFTER
    member.close()
    assert state_of(member.row(), OPENS) is WindowState.CLOSED


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"closes_on": date(2023, 6, 11)}, "the opening before the end"),
        ({"notice_on": date(2023, 6, 13)}, "the notice comes before the opening"),
        ({"closes_on": date(2025, 6, 11)}, "366 at most"),
        ({"link": "platform.example"}, "starts with https://"),
        ({"link": "javascript:alert(1)"}, "starts with https://"),
        ({"link": "https://x.example/ a"}, "starts with https://"),
        ({"opens_on": date(2023, 5, 12), "notice_on": date(2023, 5, 2)}, "has gone by"),
    ],
)
def test_a_window_that_is_not_right_is_refused(
    member: Consulting, more: dict[str, Any], told: str
) -> None:
    assert told in refused(member.open, window(**more))
    with reading(member.engine) as session, pytest.raises(NoSuchConsultation):
        find_consultation(session, member.plan, IDEAS)


def test_a_window_on_the_platform_may_be_recorded_afterwards(member: Consulting) -> None:
    past = {"opens_on": date(2023, 5, 2), "closes_on": date(2023, 5, 23)}
    member.open(window(link=PLATFORM, notice_on=date(2023, 5, 1), **past))
    assert state_of(member.row(), member.clock.on) is WindowState.ENDED


def test_a_short_window_takes_its_reason_and_stays_visible(member: Consulting) -> None:
    short = window(**SEVEN_DAYS)
    assert "lasts 7 days, less than the policy's 15" in refused(member.open, short)
    member.open(short, reason="تقرر في اجتماع اللجنة", published="session_near")
    entry = history(member.engine, member.plan)[-1]
    assert (entry.reason, entry.body["published_reason"]) == (
        "تقرر في اجتماع اللجنة", "session_near",
    )  # fmt: skip
    assert (member.row().least_days, member.row().published) == (15, "session_near")


def test_the_minimum_is_a_setting(member: Consulting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFITAH_CONSULTATION_LEAST_DAYS", "7")
    assert ConsultationSettings().least_days == 7
    member.open(window(**SEVEN_DAYS))
    assert member.row().least_days == 7


def test_a_published_reason_is_a_word_of_the_list(member: Consulting) -> None:
    told = refused(member.open, window(**SEVEN_DAYS), reason="x", published="M. Untel est absent")
    assert "is a word of its list" in told


def test_a_window_that_did_not_open_is_dated_again(member: Consulting) -> None:
    member.open()
    assert "nothing changes" in refused(member.open)
    later = window(opens_on=date(2023, 6, 20), closes_on=date(2023, 7, 12))
    member.open(later)
    assert (member.row().number, member.row().opens_on) == (1, date(2023, 6, 20))
    opened = [e for e in history(member.engine, member.plan) if e.trigger == acts.OPEN_CONSULTATION]
    assert [e.body["consultation"]["opens_on"] for e in opened] == ["2023-06-12", "2023-06-20"]


def test_an_open_window_only_lasts_longer(member: Consulting) -> None:
    member.open()
    member.clock.on = date(2023, 6, 15)
    assert "only last longer" in refused(member.open, window(closes_on=date(2023, 6, 28)))
    assert "only last longer" in refused(member.open, window(opens_on=date(2023, 6, 14)))
    member.open(window(closes_on=date(2023, 7, 5)))
    assert member.row().closes_on == date(2023, 7, 5)


def test_a_consultation_is_held_again_once_the_first_is_counted(member: Consulting) -> None:
    member.open(window(link=PLATFORM))
    member.clock.on = AFTER
    again = window(opens_on=date(2023, 7, 10), closes_on=date(2023, 7, 31))
    assert "tell its counts first" in refused(member.open, again)
    member.close(ideas=0, participants=None)
    member.open(again)
    assert member.row().number == 2
    member.open(window(kind=PROJECTS, opens_on=date(2023, 7, 10), closes_on=date(2023, 7, 31)))
    assert member.row(PROJECTS).number == 1


def test_only_a_plan_in_co_creation_consults(engine: Engine) -> None:
    early = Consulting(engine, stage=Stage.JOINING)
    assert "in joining" in refused(early.open)


def test_the_engine_consults_nobody_and_a_bare_act_is_refused(member: Consulting) -> None:
    assert "a focal point or a coordinator does" in refused(member.open, actor=acts.ENGINE)
    with writing(member.engine) as session:
        for trigger in acts.CONSULTATION_ACTS:
            told = refused(
                door.fire, session, member.plan, trigger, actor=COORDINATOR, at=member.clock.now()
            )
            assert "infitah consultation" in told


def test_the_counts_are_told_once_the_window_is_over(member: Consulting) -> None:
    member.open(window(link=PLATFORM))
    member.clock.on = CLOSES
    assert "runs until 2023-06-30" in refused(member.close, ideas=37)
    member.clock.on = AFTER
    assert "number of ideas is needed" in refused(member.close)
    assert "not negative" in refused(member.close, ideas=-1)
    member.close(ideas=37)
    entry = history(member.engine, member.plan)[-1]
    told = entry.body["consultation"]
    assert (told["participants"], told["ideas"], told["known"]) == (240, 37, 0)
    assert (member.row().closed_on, member.row().closed_seq) == (AFTER, entry.seq)
    assert "nothing changes" in refused(member.close, ideas=37)
    member.close(ideas=38)
    assert (member.row().ideas_told, member.row().closed_on) == (38, AFTER)


def test_our_own_page_counts_its_ideas_itself(member: Consulting) -> None:
    member.answered([WORDS, "Un registre des demandes d’information"])
    assert (member.row().ideas_told, member.row().participants) == (2, 240)
    assert "(2)" in refused(member.close, ideas=3)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (update(table_of(Consultation)).values(closes_on=date(2023, 6, 20)), "window"),
        (update(table_of(Consultation)).values(participants=9999), "counts"),
        (update(table_of(Idea)).values(project="4.4"), "became of them"),
        (update(table_of(Idea)).values(words="أخرى"), "words of idea 1"),
        (delete(table_of(Idea)), "became of them"),
    ],
    ids=["window", "counts", "outcome", "words", "ideas"],
)
def test_the_verification_finds_what_was_changed(
    member: Consulting, tmp_path: Path, change: Any, told: str
) -> None:
    member.answered()
    folder = LogFolder(tmp_path / "log")
    assert verify(member.engine, folder).findings.kept == []
    by_hand(member.engine, change)
    found = verify(member.engine, folder).findings
    assert set(found.counts) == {FindingKind.FILED}
    assert told in str(found.kept[0])
