"""The bytes of a letter: as a reader parses them, and as the wire wants them."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import Language
from notifications.compose import Envelope, compose
from notifications.letters import Rendered, kinds, render
from notifications.mime_parts import AttachedText
from notifications.sample import sample_context
from notifications.wire_text import HeaderRefused, wire_address

ENVELOPE = Envelope(
    message_id="<0198c0de-1@infitah.example>",
    sent_on=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    from_name="شبكة الجماعات المنفتحة",
    from_address="reseau@infitah.example",
    to_name="سلمى المثالي",
    to_address="focal@commune.example",
    reply_to="region@infitah.example",
    thread_root="<step-42@infitah.example>",
    language=Language.BOTH,
    delivery_id="0198c0de-1",
    kind="step_opened",
)
PLAIN = Rendered("Objet", "Bonjour\n", "<p>Bonjour</p>")
SAFE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"])


def read(message: bytes) -> EmailMessage:
    parsed = message_from_bytes(message, policy=default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def parts(message: EmailMessage) -> list[str]:
    return [part.get_content().replace("\r\n", "\n") for part in message.iter_parts()]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_reader_gets_back_the_words_that_were_written(kind: str) -> None:
    for way in Language:
        letter = render(kind, way, sample_context(kind))
        message = read(compose(letter, replace(ENVELOPE, language=way, kind=kind)))
        assert message["Subject"] == letter.subject
        assert parts(message) == [letter.text, letter.html]
        assert message["Content-Language"] == {"ar+fr": "ar, fr"}.get(way, way)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_whole_is_seven_bit_in_short_lines(kind: str) -> None:
    message = compose(render(kind, Language.BOTH, sample_context(kind)), ENVELOPE)
    assert message.isascii()
    assert message.endswith(b"--\r\n")
    lines = message.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 78
    assert all(len(word) <= 75 for word in re.findall(rb"=\?\S+\?=", message))


def test_the_headers_say_who_what_and_that_no_one_need_answer_a_machine() -> None:
    message = read(compose(PLAIN, replace(ENVELOPE, replayed=True)))
    assert {name: message[name] for name in set(message.keys()) - {"Content-Type"}} == {
        "Date": "Mon, 23 Nov 2026 09:00:00 +0000",
        "From": "شبكة الجماعات المنفتحة <reseau@infitah.example>",
        "To": "سلمى المثالي <focal@commune.example>",
        "Reply-To": "region@infitah.example",
        "Subject": "Objet",
        "Message-ID": "<0198c0de-1@infitah.example>",
        "In-Reply-To": "<step-42@infitah.example>",
        "References": "<step-42@infitah.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "ar, fr",
        "X-Infitah-Delivery": "0198c0de-1",
        "X-Infitah-Letter": "step_opened",
        "X-Infitah-Replay": "yes",
        "MIME-Version": "1.0",
    }


def test_the_first_letter_of_a_thread_refers_to_none() -> None:
    message = read(compose(PLAIN, replace(ENVELOPE, thread_root=None, reply_to=None)))
    assert {"References", "In-Reply-To", "Reply-To", "X-Infitah-Replay"}.isdisjoint(message.keys())


def test_the_name_of_the_sender_is_one_encoded_word() -> None:
    head = compose(PLAIN, ENVELOPE).split(b"\r\nTo:")[0]
    assert head.count(b"=?utf-8?") == 1


def test_a_long_reference_is_never_encoded_nor_folded() -> None:
    root = f"<{'plan-2026.' * 20}step@infitah.example>"
    message = compose(PLAIN, replace(ENVELOPE, thread_root=root))
    assert f"\r\nReferences: {root}\r\n".encode() in message
    assert f"\r\nIn-Reply-To: {root}\r\n".encode() in message


def test_the_same_letter_has_the_same_bytes_and_another_its_own_boundary() -> None:
    assert compose(PLAIN, ENVELOPE) == compose(PLAIN, ENVELOPE)
    other = compose(PLAIN, replace(ENVELOPE, delivery_id="another"))
    assert read(other).get_boundary() != read(compose(PLAIN, ENVELOPE)).get_boundary()


@pytest.mark.parametrize("broken", ["a\r\nBcc: x@y.ma", "a\nb", "a\rb", "a\x00b", "a\u2028b"])
@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("from_name", "From"), ("from_address", "From"), ("to_name", "To"), ("to_address", "To"),
        ("reply_to", "Reply-To"), ("message_id", "Message-ID"), ("thread_root", "References"),
        ("delivery_id", "X-Infitah-Delivery"), ("kind", "X-Infitah-Letter"),
    ],
)  # fmt: skip
def test_no_field_can_bring_a_header_of_its_own(field: str, header: str, broken: str) -> None:
    changed: dict[str, Any] = {field: broken}
    with pytest.raises(HeaderRefused) as refused:
        compose(PLAIN, replace(ENVELOPE, **changed))
    assert refused.value.header == header


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@y.ma", "a\nb", "", "  "])
def test_a_subject_is_one_line_that_says_something(subject: str) -> None:
    with pytest.raises(HeaderRefused, match="Subject"):
        compose(replace(PLAIN, subject=subject), ENVELOPE)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(HeaderRefused, match="Date"):
        compose(PLAIN, replace(ENVELOPE, sent_on=datetime(2026, 11, 23)))  # noqa: DTZ001


@pytest.mark.parametrize("address", [
    "", "a", "@b.ma", "a@", "a b@c.ma", "a@b c.ma", "a@b@c.ma", ".a@b.ma", "a..b@c.ma", "سلمى@b.ma",
    "a@b..ma", "a@-b.ma", "<a@b.ma>", "a,b@c.ma", f"{'a' * 65}@b.ma", f"a@{'b.' * 130}ma",
])  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(HeaderRefused, match="To"):
        wire_address("To", address)


def test_an_arabic_domain_is_written_in_punycode() -> None:
    assert wire_address("To", "a@جماعة.المغرب") == "a@xn--mgbeh7c0c.xn--mgbc0a9azcg"
    assert wire_address("To", "Prenom.NOM+x@Commune.MA") == "Prenom.NOM+x@commune.ma"


@given(st.text(SAFE, min_size=1, max_size=200).filter(lambda words: words.strip() == words != ""))
def test_any_subject_comes_back_as_it_was(subject: str) -> None:
    message = compose(replace(PLAIN, subject=subject), ENVELOPE)
    assert read(message)["Subject"] == subject
    assert max(map(len, message.split(b"\r\n"))) <= 78


@given(st.lists(st.text('سلمى المثاليéa"\\(,<@.', min_size=1, max_size=9), max_size=12))
def test_any_name_stays_with_its_address(names: list[str]) -> None:
    message = compose(PLAIN, replace(ENVELOPE, to_name=" ".join(names)))
    [mailbox] = read(message)["To"].addresses
    assert mailbox.addr_spec == "focal@commune.example"
    assert re.sub(r"\s", "", mailbox.display_name) == re.sub(r"\s", "", " ".join(names))
    assert max(map(len, message.split(b"\r\n"))) <= 78


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=300))
def test_any_body_comes_back_as_it_was(words: str) -> None:
    assert parts(read(compose(Rendered("Objet", words, words), ENVELOPE))) == [words, words]


def test_pictures_go_with_the_html_that_names_them_and_nothing_is_lost() -> None:
    picture = bytes(range(256)) * 9
    shown = replace(PLAIN, html='<img src="cid:stages-ar" alt="x">')
    message = read(compose(shown, ENVELOPE, pictures={"stages-ar": picture}))
    plain, related = message.iter_parts()
    assert (plain.get_content_type(), related.get_content_type()) == (
        "text/plain", "multipart/related",
    )  # fmt: skip
    html, image = related.iter_parts()
    assert html.get_content().strip() == shown.html
    assert image["Content-ID"] == "<stages-ar>"
    assert (image.get_content_disposition(), image.get_content()) == ("inline", picture)


def test_a_letter_may_carry_pictures_and_a_calendar() -> None:
    message = read(compose(PLAIN, ENVELOPE, b"BEGIN:VCALENDAR\r\n", {"a": b"png"}))
    kinds_of_parts = [part.get_content_type() for part in message.walk()]
    assert kinds_of_parts == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related",
        "text/html", "image/png", "text/calendar",
    ]  # fmt: skip


def test_a_text_file_goes_with_a_letter_byte_by_byte() -> None:
    content = "— é\nseule ligne\r\nfin sans retour".encode()
    file = AttachedText("checkpoint-1.txt", content)
    message = read(compose(PLAIN, ENVELOPE, b"BEGIN:VCALENDAR\r\n", attached=file))
    assert [part.get_content_type() for part in message.iter_attachments()] == [
        "text/calendar", "text/plain",
    ]  # fmt: skip
    kept = [*message.iter_attachments()][1]
    assert (kept.get_filename(), kept.get_payload(decode=True)) == (file.name, content)
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "Bonjour"


@pytest.mark.parametrize("name", ["", "a b.txt", 'a".txt', "a\r\nBcc: x@y.ma", "../a", "نقطة.txt"])
def test_a_file_has_a_name_that_every_system_can_save(name: str) -> None:
    with pytest.raises(HeaderRefused, match="Content-Disposition"):
        compose(PLAIN, ENVELOPE, attached=AttachedText(name, b""))
