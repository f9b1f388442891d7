"""The pages behind a link, as the person who was written to lives them."""

from datetime import date, timedelta
from typing import Any

import builders
import pytest
from linked import STEP, Linked, a_linked_plan, date_boxes, every_row
from reading_back import kinds, letters, plan_of, step_of
from sqlalchemy import Engine, select

from lifecycle import acts, door
from lifecycle.clock import VirtualClock
from models.database import reading, writing
from models.document import FiledDocument
from models.evidence import Evidence
from models.person import Person
from models.words import LinkAct, Role, StepState
from notifications.link_keys import load_keys
from portal.form_tokens import form_token

JOINED = date(2022, 12, 12)
DECIDES = "adhere_to_charter"
PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
HELD = date_boxes("held_on", date(2022, 12, 8))


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(JOINED)


@pytest.fixture
def linked(engine: Engine, clock: VirtualClock) -> Linked:
    return a_linked_plan(engine, clock)


def reported(linked: Linked, step: str = STEP, **more: Any) -> str:
    """A step that somebody has reported through a link of theirs; gives the token."""
    token = linked.token(step=step)
    fields = HELD if step == STEP else date_boxes("done_on", date(2022, 12, 8))
    answer = linked.send(f"/l/{token}/report?lang=fr", {"document": "2022/17"} | fields, **more)
    assert answer.status_code == 303, answer.text
    return token


def test_a_link_shows_its_step_with_what_is_asked_by_when_and_what_may_be_done(
    linked: Linked,
) -> None:
    token = linked.token()
    for lang, words in (
        ("ar", ("ما يجب الإدلاء به", "تاريخ الانعقاد")),
        ("fr", ("Ce qu’il faut fournir", "Date de tenue")),
    ):
        page = linked.get(f"/l/{token}?lang={lang}").text
        assert all(word in page for word in words)
        assert f'lang="{lang}"' in page
        for form in ("report", "extension", "absence", "successor"):
            assert f'href="/l/{token}/{form}?lang={lang}"' in page


def test_a_link_speaks_the_language_of_its_reader_unless_asked_for_another(
    engine: Engine, linked: Linked
) -> None:
    with writing(engine) as session:
        session.get_one(Person, linked.people[Role.FOCAL_POINT]).language = "fr"
    token = linked.token()
    assert '<html lang="fr" dir="ltr">' in linked.get(f"/l/{token}").text
    assert '<html lang="ar" dir="rtl">' in linked.get(f"/l/{token}?lang=ar").text


def test_a_report_is_recorded_confirmed_on_the_page_and_by_a_letter(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token()
    answer = linked.send(f"/l/{token}/report?lang=fr", HELD)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/l/{token}/done?what=report&lang=fr"
    step = step_of(engine, linked.plan, STEP)
    assert (step.state, step.done_on) == (StepState.ACCEPTED, date(2022, 12, 8))
    confirmation = linked.get(answer.headers["location"]).text
    assert "8 décembre 2022" in confirmation
    (letter,) = letters(engine, "step_reported")
    assert letter.context["to_person"] == linked.people[Role.FOCAL_POINT]


def test_a_form_that_lacks_something_keeps_what_was_typed_and_records_nothing(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token(step=DECIDES)
    before = every_row(engine)
    answer = linked.send(f"/l/{token}/report?lang=fr", {"document": "Décision « 17 »"})
    assert answer.status_code == 422
    assert '<a href="#done_on-day">' in answer.text
    assert 'id="done_on-day"' in answer.text
    assert 'value="Décision « 17 »"' in answer.text
    assert every_row(engine) == before


def test_what_was_typed_is_shown_again_as_text_and_never_as_markup(linked: Linked) -> None:
    token = linked.token(step=DECIDES)
    typed = '"><script>alert(1)</script>'
    answer = linked.send(f"/l/{token}/report", {"document": typed})
    assert answer.status_code == 422
    assert "<script" not in answer.text


def test_a_report_may_be_corrected_until_the_coordination_has_looked(
    engine: Engine, linked: Linked, clock: VirtualClock
) -> None:
    token = reported(linked, DECIDES)
    again = linked.get(f"/l/{token}/report?lang=fr").text
    assert 'value="2022/17"' in again
    fields = date_boxes("done_on", date(2022, 12, 9)) | {"document": "2022/18"}
    assert linked.send(f"/l/{token}/report?lang=fr", fields).status_code == 303
    assert "2022/18" in linked.get(f"/l/{token}?lang=fr").text
    with writing(engine) as session:
        door.fire(
            session, linked.plan, acts.ACCEPT,
            actor=builders.COORDINATOR, at=clock.now(), step=DECIDES,
        )  # fmt: skip
    settled = linked.get(f"/l/{token}?lang=fr").text
    assert "Cette étape est close" in settled
    assert "2022/18" in settled
    assert "Point focal" in settled  # in which role it was reported
    assert f"/l/{token}/report" not in settled
    gone = linked.get(f"/l/{token}/report?lang=fr")
    assert (gone.status_code, gone.headers["location"]) == (303, f"/l/{token}?lang=fr")


def test_a_step_that_was_sent_back_says_why_and_is_reported_again(
    engine: Engine, linked: Linked, clock: VirtualClock
) -> None:
    token = reported(linked, DECIDES)
    with writing(engine) as session:
        door.fire(
            session, linked.plan, acts.RETURN, actor=builders.COORDINATOR, at=clock.now(),
            step=DECIDES, reason="Il manque la date de la session.",
        )  # fmt: skip
    assert "Il manque la date de la session." in linked.get(f"/l/{token}?lang=fr").text
    reported(linked, DECIDES)
    assert step_of(engine, linked.plan, DECIDES).state == StepState.REPORTED


def test_documents_are_filed_with_a_report_and_given_back_to_those_of_the_plan(
    engine: Engine, linked: Linked
) -> None:
    token = reported(linked, DECIDES, files=[("files", ("../محضر.pdf", PDF, "text/html"))])
    with reading(engine) as session:
        (filed,) = session.scalars(select(FiledDocument)).all()
    assert (filed.label, filed.person_id) == ("محضر.pdf", linked.people[Role.FOCAL_POINT])
    address = f"/l/{token}/documents/{filed.sha256}"
    assert address in linked.get(f"/l/{token}").text
    answer = linked.get(address)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    with writing(engine) as session:
        elsewhere = builders.plan(session, code="05.091.07.01", clock=linked.clock)
        builders.hold(
            session, session.get_one(Person, linked.people[Role.DEPUTY]), Role.FOCAL_POINT,
            builders.collectivity(session, code="05.091.07.01"),
        )  # fmt: skip
    other = linked.token(LinkAct.FOLLOW, Role.DEPUTY, plan=elsewhere)
    assert linked.get(f"/l/{other}/documents/{filed.sha256}").status_code == 404


def test_a_correction_without_new_documents_keeps_those_that_were_filed(
    engine: Engine, linked: Linked
) -> None:
    reported(linked, DECIDES, files=[("files", ("p.pdf", PDF, "application/pdf"))])
    token = reported(linked, DECIDES)
    assert "p.pdf" in linked.get(f"/l/{token}").text


def test_a_correction_with_another_document_keeps_both(engine: Engine, linked: Linked) -> None:
    reported(linked, DECIDES, files=[("files", ("p.pdf", PDF, "application/pdf"))])
    other = PDF.replace(b"%%EOF", b"% more\n%%EOF")
    token = reported(linked, DECIDES, files=[("files", ("q.pdf", other, "application/pdf"))])
    shown = linked.get(f"/l/{token}").text
    assert ("p.pdf" in shown, "q.pdf" in shown) == (True, True)
    with reading(engine) as session:
        newest = session.scalars(select(Evidence).order_by(Evidence.id.desc())).first()
        filed = set(session.scalars(select(FiledDocument.sha256)))
    assert newest is not None
    assert set(newest.fields["files"]) == filed


def test_a_report_that_is_sent_twice_is_confirmed_twice_and_recorded_once(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token()
    sent = HELD | {"form_token": form_token(load_keys(), token, "report", linked.clock.today())}
    path = f"/l/{token}/report?lang=fr"
    answers = [linked.ask("POST", path, data=sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(letters(engine, "step_reported")) == 1


def test_a_file_of_another_kind_is_refused_with_the_whole_form_kept(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token(step=DECIDES)
    before = every_row(engine)
    fields = date_boxes("done_on", date(2022, 12, 8)) | {"document": "2022/17"}
    answer = linked.send(
        f"/l/{token}/report?lang=fr", fields,
        files=[("files", ("page.pdf", b"<html><script>1</script>", "application/pdf"))],
    )  # fmt: skip
    assert answer.status_code == 422
    assert '<a href="#files">' in answer.text
    assert 'value="2022/17"' in answer.text
    assert every_row(engine) == before


def test_more_time_is_asked_with_a_reason_and_the_clock_stands_still(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token()
    until = date(2023, 2, 3)
    wrong = linked.send(f"/l/{token}/extension?lang=fr", date_boxes("until", JOINED))
    assert wrong.status_code == 422
    fields = date_boxes("until", until) | {"why": "session", "more": "Décembre, et non octobre"}
    answer = linked.send(f"/l/{token}/extension?lang=fr", fields)
    assert answer.status_code == 303, answer.text
    step = step_of(engine, linked.plan, STEP)
    assert (step.asked_on, step.asked_until, step.next_at) == (JOINED, until, None)
    assert "extension_asked" in kinds(engine)
    page = linked.get(f"/l/{token}?lang=fr").text
    assert "3 février 2023" in page
    assert f"/l/{token}/extension" not in page


def test_a_deadline_is_not_asked_to_be_earlier(engine: Engine, linked: Linked) -> None:
    token = linked.token()
    fields = date_boxes("until", JOINED + timedelta(days=1)) | {"why": "means"}
    answer = linked.send(f"/l/{token}/extension?lang=fr", fields)
    assert answer.status_code == 422
    assert "Une échéance ne se raccourcit pas" in answer.text


def test_a_plan_that_is_followed_leads_to_the_answer_of_its_open_steps(
    engine: Engine, linked: Linked
) -> None:
    token = linked.token(LinkAct.FOLLOW)
    answer = linked.send(f"/l/{token}/steps/{STEP}", {}, shown_on=f"/l/{token}")
    assert answer.status_code == 303
    found = answer.headers["location"].split("?")[0].removeprefix("/l/")
    assert found == linked.token()
    assert linked.get(f"/l/{found}/report").status_code == 200
    # The link of one step leads to no other.
    assert linked.ask("POST", f"/l/{found}/steps/{DECIDES}").status_code in (404, 422)


def test_nothing_is_asked_of_a_plan_that_is_suspended(
    engine: Engine, linked: Linked, clock: VirtualClock
) -> None:
    with writing(engine) as session:
        door.fire(
            session, linked.plan, "suspend",
            actor=builders.COORDINATOR, at=clock.now(), reason="elections",
        )  # fmt: skip
    token = linked.token()
    page = linked.get(f"/l/{token}?lang=fr").text
    assert "suspendu" in page
    assert f"/l/{token}/report" not in page
    assert linked.ask("POST", f"/l/{token}/report", data=HELD).status_code == 422
    assert plan_of(engine, linked.plan).stage == "suspended"
