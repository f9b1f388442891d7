"""The weekly letter with the checkpoint: what an auditor gets can be kept, and checked alone."""

import re
import shlex
import subprocess
import sys
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import builders
import pytest
from reading_back import letters
from sqlalchemy import Engine

from audit import infitah_verify
from audit.checkpoints import check_checkpoint
from audit.exporting import export_lines
from audit.log_folder import folder_of
from audit.notes import VerifierKey
from audit.rotation import rotate_key
from audit.sealing import seal
from audit.weekly_checkpoint import LOG_CHECKPOINT, owe_weekly_checkpoint
from lifecycle import acts
from lifecycle.clock import VirtualClock
from lifecycle.entries import Occasion
from models.database import reading, writing
from models.outbox import OutboxLetter
from models.person import Absence, Person
from models.words import CollectivityKind, Language, LetterState, Role
from notifications.checkpoint_letter import NoCheckpoint, checkpoint_facts
from notifications.delivery import deliver_to_mailbox
from notifications.mailbox import attached_of, exact_bytes, open_letter
from notifications.settings import MailSettings

MONDAY = date(2026, 11, 23)
CLOCK = VirtualClock(MONDAY)
OCCASION = Occasion(acts.coordinator("cli"), CLOCK.now(), "cli")


@pytest.fixture
def auditor(engine: Engine) -> int:
    """The number of an auditor of a sealed log, who reads Arabic and French."""
    with writing(engine) as session:
        builders.collectivity(session, CollectivityKind.REGION, "05").region_code = "05"
        builders.plan(session)
        who = builders.person(session, language=Language.BOTH)
        builders.hold(session, who, Role.AUDITOR)
        number = who.id
    seal(engine, CLOCK)
    return number


def delivered(engine: Engine) -> OutboxLetter:
    owe_weekly_checkpoint(engine, clock=CLOCK, cause="test")
    deliver_to_mailbox(engine, clock=CLOCK, settings=MailSettings())
    (letter,) = letters(engine, LOG_CHECKPOINT)
    return letter


def message_of(engine: Engine, letter: OutboxLetter) -> EmailMessage:
    with reading(engine) as session:
        parsed = message_from_bytes(exact_bytes(session, letter.id) or b"", policy=default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def first_key(engine: Engine) -> VerifierKey:
    return folder_of(engine).verifiers()[0]


def test_the_attachment_is_the_note_byte_by_byte_and_its_signature_verifies(
    engine: Engine, auditor: int
) -> None:
    letter = delivered(engine)
    assert (letter.state, letter.cause, letter.person_id) == (LetterState.ACCEPTED, None, auditor)
    (file,) = message_of(engine, letter).iter_attachments()
    note, content = folder_of(engine).last_note(), file.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.decode() == note
    told = check_checkpoint(content.decode(), first_key(engine))
    assert file.get_filename() == f"checkpoint-{told.size}.txt"
    assert (file.get_content_type(), file.get_content_charset()) == ("text/plain", "utf-8")
    assert file.get_content_disposition() == "attachment"
    assert file["Content-Transfer-Encoding"] == "base64"


def test_the_letter_says_size_and_whole_root_and_its_date_in_both_languages(
    engine: Engine, auditor: int
) -> None:
    letter = delivered(engine)
    told = check_checkpoint(folder_of(engine).last_note() or "", first_key(engine))
    message = message_of(engine, letter)
    for part in ("plain", "html"):
        body = message.get_body((part,))
        assert body is not None
        words = re.sub(r"<[^>]+>", "", body.get_content())
        assert words.count(f"--held {told.size}:{told.root.hex()}") == 2
        assert words.count(str(first_key(engine))) == 2
        assert "23 نونبر 2026" in words
        assert "23 novembre 2026" in words
    assert letter.subject == "نقطة مراقبة السجل – 23 نونبر 2026"


def test_the_command_in_the_letter_checks_an_export_with_the_key_that_was_held(
    engine: Engine, auditor: int, tmp_path: Path
) -> None:
    message, key = message_of(engine, delivered(engine)), str(first_key(engine))
    file = tmp_path / "history.jsonl"
    with writing(engine) as session:
        builders.plan(session, code="05.091.07.02")
    file.write_bytes(b"".join(export_lines(engine, CLOCK, OCCASION)))
    (tmp_path / "infitah_verify.py").write_bytes(Path(str(infitah_verify.__file__)).read_bytes())
    body = message.get_body(("plain",))
    assert body is not None
    line = next(one for one in body.get_content().splitlines() if one.startswith("python3 "))
    given = line.replace("EXPORT.jsonl", file.name).replace("KEY", key)
    assert run(given, tmp_path) == 0
    forged = given[:-1] + ("0" if given[-1] != "0" else "1")
    assert run(forged, tmp_path) == 1


def run(command: str, folder: Path) -> int:
    """Run a command of a letter as it stands, but with this Python."""
    words = [sys.executable, *shlex.split(command)[1:]]
    return subprocess.run(words, cwd=folder, capture_output=True, timeout=60).returncode


def test_the_newest_checkpoint_goes_however_early_the_letter_was_owed(
    engine: Engine, auditor: int
) -> None:
    owe_weekly_checkpoint(engine, clock=CLOCK, cause="test")
    with writing(engine) as session:
        builders.plan(session, code="05.091.07.02")
    note = seal(engine, CLOCK).note
    letter = delivered(engine)
    with reading(engine) as session:
        attached, opened = attached_of(session, letter.id), open_letter(session, letter.id)
    assert attached is not None
    assert opened is not None
    assert attached.content.decode() == note
    assert opened.attached == (attached.name, len(attached.content))
    assert note not in opened.text  # the words are the body's, not the file's


def test_a_key_that_took_over_is_told_after_the_first_one(engine: Engine, auditor: int) -> None:
    rotate_key(engine, CLOCK, folder_of(engine), OCCASION)
    with reading(engine) as session:
        keys = checkpoint_facts(session)[Language.FRENCH]["keys"]
    assert keys == [str(key) for key in folder_of(engine).verifiers()]
    assert len(keys) == 2


def test_where_the_folder_is_not_at_hand_the_letter_says_that_it_brings_no_key(
    engine: Engine, auditor: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INFITAH_LOG_FOLDER", str(tmp_path / "elsewhere"))
    body = message_of(engine, delivered(engine)).get_body(("plain",))
    assert body is not None
    assert "cette lettre n’en porte aucune" in body.get_content()
    assert "Clés du journal" not in body.get_content()


def test_an_auditor_whose_address_does_not_work_is_shown_as_not_reached(
    engine: Engine, auditor: int
) -> None:
    with writing(engine) as session:
        session.get_one(Person, auditor).undeliverable_since = MONDAY
    letter = delivered(engine)
    assert letter.state == LetterState.UNDELIVERABLE
    assert "auditor" in (letter.cause or "")


def test_an_auditor_who_is_away_finds_the_letter(engine: Engine, auditor: int) -> None:
    with writing(engine) as session:
        session.add(Absence(person_id=auditor, from_on=MONDAY, until_on=MONDAY))
    letter = delivered(engine)
    assert (letter.state, letter.person_id) == (LetterState.ACCEPTED, auditor)


def test_without_a_checkpoint_there_is_nothing_to_say(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(NoCheckpoint):
        checkpoint_facts(session)
