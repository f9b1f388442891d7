"""The paper for a hearing: what it says, in Arabic and in French, and how it is laid out."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from handed import MADE_AT, MOVED, entry
from pdf_reading import ReadPdf

from audit.hearing import Hearing
from audit.hearing_words import HEARING_WORDS, hearing_word
from audit.history_pdf import history_pdf
from audit.log_state import LogState
from lifecycle.language import Phrase
from models.words import ActorKind, FactBasis, Role, Stage

COHORT = Phrase("الفوج المؤسس", "Cohorte fondatrice", "Founding cohort")
NOTE = "infitah.example/log\n120\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
SIGNATURE = (
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOA"
)
LOG = LogState(102, "ab" * 32, f"{NOTE}— infitah.example/log {SIGNATURE}\n")


def hearing(*entries: Any, language: str = "fr", **more: Any) -> Hearing:
    told: dict[str, Any] = {"roles": {}, "made_at": MADE_AT, "until": MADE_AT, "log": LOG}
    return Hearing(entries or (entry(),), COHORT, language=language, **told | more)


def paper(*entries: Any, **more: Any) -> ReadPdf:
    return ReadPdf(history_pdf(hearing(*entries, **more)))


def drawn(arabic: str) -> str:
    """An Arabic text as its glyphs stand from left to right; a lam and its alef are one glyph."""
    return re.sub("ل[اأإآ]", lambda found: found[0][::-1], arabic)[::-1]


def test_the_head_says_whose_history_it_is_and_what_it_takes_in() -> None:
    pieces = paper(entry(1), entry(2, to_stage=Stage.CO_CREATION)).pages[0]
    for said in (
        "Historique du plan d’ouverture", "Commune de Béni Mellal", "PAO-2022-05091010-1",
        "Béni Mellal-Khénifra", "Cohorte fondatrice (2022-founders), cycle 1", "Co-création",
    ):  # fmt: skip
        assert said in pieces
    assert pieces.count("2026-09-21 10:30:00 UTC") == 2


def test_an_entry_is_told_with_both_dates_and_its_short_hash() -> None:
    pieces = paper(entry(8, leaf_hash="0123456789abcdef" * 4)).pages[0]
    at = pieces.index("8")
    assert pieces[at : at + 3] == ["8", "2022-11-09", "2022-11-09"]
    row = " ".join(pieces[at : at + 9])
    for said in ("08:00:01", "Le programme a repris", "Suspendu → Adhésion", "person:7"):
        assert said in row
    assert "0123456789ab place 108" in row


def test_the_role_of_a_person_on_that_day_stands_beside_the_number() -> None:
    held = [(Role.FOCAL_POINT, date(2022, 1, 1), date(2022, 11, 9)),
            (Role.PRESIDENT, date(2022, 11, 10), None)]  # fmt: skip
    later = entry(2, effective_on=date(2022, 11, 10))
    text = paper(entry(1), later, roles={"person:7": held}).text
    assert "Point focal\nperson:7" in text
    assert "Présidence du\nconseil\nperson:7" in text


def test_why_the_source_and_the_basis_stand_below_the_entry() -> None:
    told = entry(reason="sur demande\ndu conseil", source="PV n° 12", basis=FactBasis.ILLUSTRATIVE)
    pieces = paper(told, entry(2)).pages[0]
    notes = ("Motif", "sur demande du conseil", "Source", "PV n° 12", "Fondement", "illustration")
    at = pieces.index("Motif")
    assert tuple(pieces[at : at + 6]) == notes


def test_an_erased_reason_and_an_entry_without_a_place_are_said_to_be_so() -> None:
    text = paper(entry(1, erased=True, place=None)).text
    assert "Le texte du motif a été effacé (loi 09-08)" in text
    assert "sans place" in text
    assert "0 sur 1" in text
    given = paper(entry(1)).text
    assert "effacé" not in given
    assert "sans place" not in given


def test_moved_deadlines_are_told_once_with_who_and_why_and_first_ones_are_not() -> None:
    first = replace(MOVED, step_key="attend_training", was=None)
    told = entry(5, reason="un motif", deadlines=(MOVED, first))
    text = paper(entry(1, deadlines=(first,)), told).text
    moved = text[text.index("Échéances déplacées") :]
    assert "5\n2022-11-09\nAdhésion à la charte du réseau\n2022-11-11\n2022-11-18\n" in moved
    assert "un motif" in moved
    assert "Participation à la formation" not in moved
    assert "Aucune échéance" in paper(entry(deadlines=(first,))).text


def test_the_end_says_how_to_check_it() -> None:
    text = paper(entry(1), entry(2), entry(3)).text
    assert f"{3:064x}" in text
    assert "3 sur 3" in text
    assert "1 sur 3" in text  # leaf 101 stands in a log of 102 leaves; 102 and 103 do not
    assert "ab" * 32 in text
    assert f"— infitah.example/log {SIGNATURE}" in text
    assert "Aucun point de contrôle" in paper(log=None).text


def test_the_letters_of_the_arabic_are_joined_and_run_from_right_to_left() -> None:
    read = paper(entry(reason="السبب"), language="ar")
    assert drawn("جماعة بني ملال") in read.text
    assert drawn("استؤنف البرنامج") in read.text
    assert drawn("السبب") in read.text
    assert min(read.shapes(letter) for letter in "لمبي") > 1


def test_dates_and_references_stay_in_order_inside_arabic() -> None:
    reason = "قرار بتاريخ 2022-11-04 وفق القانون 09-08"
    text = paper(entry(reason=reason), language="ar").text
    assert "2022-11-04" in text
    assert "09-08" in text
    assert "PAO-2022-05091010-1" in text
    assert "2022-founders" in text


def test_words_in_the_other_language_run_their_own_way() -> None:
    french, arabic = "Le conseil (PV n° 3), dit-il.", "انتهت الأسباب، تم."
    assert french in paper(entry(reason=french), language="ar").text
    assert drawn(arabic) in paper(entry(reason=arabic), language="fr").text


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_long_history_has_numbered_pages_that_begin_with_the_header(language: str) -> None:
    entries = [entry(n, reason=f"motif {n} " * 30) for n in range(1, 31)]
    read = paper(*entries, language=language)
    number = len(read.pages)
    assert number > 2
    for at, pieces in enumerate(read.pages, start=1):
        assert pieces[-1] == f"{at} / {number}"
    title = hearing_word("n", language)
    first = title if language != "ar" else drawn(title)
    assert all(pieces[0] == first for pieces in read.pages[1:])


def test_no_row_is_parted_from_the_notes_below_it() -> None:
    entries = [entry(n, reason=f"<{n}> " + "mot " * 60 + f"<fin {n}>") for n in range(1, 20)]
    for pieces in paper(*entries).pages:
        text = "\n".join(pieces)
        for n in range(1, 20):
            assert (f"<{n}>" in text) == (f"<fin {n}>" in text)
            if f"<{n}>" in text:
                assert str(n) in pieces


def test_a_note_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    words = [f"mot{n}" for n in range(1600)]
    read = paper(entry(source=" ".join(words)))
    assert len(read.pages) > 1
    assert [word for word in read.text.split() if word.startswith("mot") and word != "motif"] == (
        words
    )


@pytest.mark.parametrize(
    "sign", [".", "* ", "(", "()", "%", "1-", "ق.", "\u202e", "\u2067", "①", "\x00", "😀", "﷽"]
)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_reason_however_odd_stops_the_paper(sign: str, language: str) -> None:
    odd = (sign * 400)[:400]
    text = paper(entry(1, reason=odd), entry(2), language=language).text
    assert f"{2:064x}" in text


def test_marks_that_would_turn_the_words_around_are_left_out() -> None:
    text = paper(entry(reason="payé \u202e001\u202c dirhams")).text
    assert "payé 001 dirhams" in text


def test_the_same_facts_give_the_same_bytes() -> None:
    assert history_pdf(hearing()) == history_pdf(hearing())
    other = hearing(made_at=datetime(2026, 9, 22, tzinfo=UTC))
    assert history_pdf(hearing()) != history_pdf(other)


@pytest.mark.parametrize(("language", "tag"), [("ar", b"ar-MA"), ("fr", b"fr-MA")])
def test_the_file_says_its_title_its_language_and_its_date(language: str, tag: bytes) -> None:
    content = history_pdf(hearing(language=language))
    title = hearing_word("title", language).encode("utf-16-be").hex().encode()
    assert b"/Lang (" + tag + b")" in content
    assert b"/CreationDate (D:20260921103000Z)" in content
    assert title in content.lower()


def test_the_engine_is_named_and_has_no_number() -> None:
    text = paper(entry(actor_kind=ActorKind.ENGINE, actor_id="engine")).text
    assert "Moteur du parcours" in text
    assert "engine" not in text


def test_a_replayed_act_was_done_by_nobody_in_particular() -> None:
    text = paper(entry(actor_id="person:replay")).text
    assert "Reconstitution" in text
    assert "person:replay" not in text


def test_every_word_of_the_paper_is_said_in_three_languages() -> None:
    for phrase in HEARING_WORDS.values():
        assert all((phrase.ar, phrase.fr, phrase.en))
