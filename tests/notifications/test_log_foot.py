"""The foot of the letters: every kind names the log's size and short root, in both languages."""

from datetime import date
from html.parser import HTMLParser

import builders
import pytest
from bidi import get_display
from reading_back import letters
from sqlalchemy import Engine, event

from audit.newest_checkpoint import newest_checkpoint
from audit.sealing import seal
from lifecycle.clock import VirtualClock
from models.database import reading, writing
from models.outbox import LetterMessage
from models.words import CollectivityKind, Language, LetterState
from notifications.delivery import deliver_to_mailbox
from notifications.letters import Context, kinds, render
from notifications.log_foot import LogFoot, read_foot, with_foot
from notifications.mailbox import open_letter
from notifications.sample import sample_context
from notifications.settings import MailSettings
from notifications.wording import LRM

AR, FR = Language.ARABIC, Language.FRENCH
FOOT = LogFoot(1234, "0f3a9c5e71d2b846")
LINES = {
    AR: "سجل التاريخ: 1 234 قيدا، البصمة 0f3a9c5e71d2b846",
    FR: "Journal de l’historique : 1 234 écritures, empreinte 0f3a9c5e71d2b846",
}
HINTS = {
    AR: "احتفظوا بهذه الرسالة: بها يمكن التحقق من أن القيود السابقة لم تغير.",
    FR: "Gardez cette lettre : elle permet de vérifier que les écritures antérieures n’ont pas "
    "changé.",
}


class Words(HTMLParser):
    """The words of a page as they are shown, one space for each break."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.said = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.said += " " if tag in {"br", "p"} else ""

    def handle_data(self, data: str) -> None:
        self.said += data


def bare(words: str) -> str:
    return words.replace(LRM, "").replace("\u00a0", " ")


def told(kind: str, foot: LogFoot | None = FOOT) -> Context:
    return with_foot(sample_context(kind), foot)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_letter_ends_with_the_size_and_the_short_root(kind: str) -> None:
    for block in (AR, FR):
        letter = render(kind, block, told(kind))
        assert bare(letter.text).rstrip().endswith(f"{LINES[block]}\n{HINTS[block]}")
        assert bare(Words(letter.html).said).rstrip().endswith(f"{LINES[block]} {HINTS[block]}")


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_letter_in_both_languages_says_it_under_each(kind: str) -> None:
    letter = render(kind, Language.BOTH, told(kind))
    for shown in (bare(letter.text), bare(Words(letter.html).said)):
        assert [shown.count(LINES[block]) for block in (AR, FR)] == [1, 1]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_before_the_first_checkpoint_no_letter_speaks_of_a_foot(kind: str) -> None:
    letter = render(kind, Language.BOTH, told(kind, None))
    for shown in (bare(letter.text), bare(letter.html)):
        assert "empreinte 0f3a" not in shown
        assert not any(hint in shown for hint in HINTS.values())


def test_the_root_is_not_turned_round_in_an_arabic_line() -> None:
    text = render("welcome", AR, told("welcome")).text
    line = next(one for one in text.splitlines() if FOOT.root in one)
    seen = str(get_display(line, base_dir="R")).replace(LRM, "")
    assert FOOT.root in seen
    assert "1\u00a0234" in seen


def test_without_a_checkpoint_there_is_no_foot(engine: Engine) -> None:
    with reading(engine) as session:
        assert read_foot(session) is None


@pytest.fixture
def written(engine: Engine) -> Engine:
    """A sealed plan whose people are owed letters."""
    with writing(engine) as session:
        builders.collectivity(session, CollectivityKind.REGION, "05").region_code = "05"
        builders.people_of(session, builders.collectivity(session))
        builders.plan(session)
    seal(engine, VirtualClock(builders.FOUNDED))
    return engine


def deliver(engine: Engine, on: date = builders.FOUNDED) -> None:
    deliver_to_mailbox(engine, clock=VirtualClock(on), settings=MailSettings())


def test_what_is_delivered_names_the_newest_checkpoint(written: Engine) -> None:
    deliver(written)
    with reading(written) as session:
        newest = newest_checkpoint(session)
        assert newest is not None
        accepted = [one for one in letters(written) if one.state == LetterState.ACCEPTED]
        shown = [open_letter(session, one.id) for one in accepted]
    assert shown
    for letter in shown:
        assert letter is not None
        assert f"empreinte {newest.root[:16]}" in bare(letter.text)
        assert newest.root[:16] in letter.html


def test_a_batch_reads_the_checkpoint_once(written: Engine) -> None:
    with writing(written) as session:
        for number in builders.plans(session, 4):
            where = builders.facts_of(session, number).collectivity_code
            builders.people_of(session, builders.collectivity(session, code=where))
    asked: list[str] = []

    def note(_c: object, _r: object, statement: str, *_: object) -> None:
        if "FROM log_checkpoint" in statement:
            asked.append(statement)

    event.listen(written, "before_cursor_execute", note)
    deliver(written)
    event.remove(written, "before_cursor_execute", note)
    with reading(written) as session:
        assert session.query(LetterMessage).count() >= 5
    assert len(asked) == 1
