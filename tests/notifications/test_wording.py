"""Dates, working days and data of the other script in the words of a letter."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from models.words import Language
from notifications.wording import LRM, filters, first_strong, long_date, plain

ARABIC_TEXT = filters(Language.ARABIC, "txt")
ARABIC_HTML = filters(Language.ARABIC, "html")
FRENCH_TEXT = filters(Language.FRENCH, "txt")
FRENCH_HTML = filters(Language.FRENCH, "html")

# Each of these is shown turned round when it stands bare between Arabic words.
TURNING = [
    "2026-11-30", "12-13", "2025-2027", "9:30–10:00", "+212 537-12-34-56", "2026/017-A", "85%",
    "-3",
]  # fmt: skip


def seen(line: str) -> str:
    """What a reader sees from left to right in a line that runs from the right."""
    return str(get_display(line, base_dir="R")).replace(LRM, "")


def without_tags(markup: str) -> str:
    return plain(html.unescape(re.sub(r"<[^>]+>", "", str(markup))))


@pytest.mark.parametrize("datum", TURNING)
def test_a_datum_keeps_its_order_in_an_arabic_line(datum: str) -> None:
    assert datum not in seen(f"قبل {datum} بعد"), "bare it would turn: else this proves nothing"
    assert datum in seen(f"قبل {ARABIC_TEXT['ltr'](datum)} بعد")
    assert datum in seen(ARABIC_TEXT["isolate"](f"قبل {datum} بعد"))


def test_a_datum_never_breaks_at_its_hyphen_in_html() -> None:
    assert ARABIC_HTML["ltr"]("PAO-2026-0017") == (
        '<span dir="ltr" style="white-space:nowrap">&lrm;PAO-2026-0017&lrm;</span>'
    )


def test_a_latin_sentence_in_an_arabic_line_may_still_wrap() -> None:
    shown = ARABIC_HTML["isolate"]("Commune de Béni Mellal")
    assert shown == '<span dir="ltr">&lrm;Commune de Béni Mellal&lrm;</span>'


def test_an_arabic_name_in_a_french_line_does_not_draw_the_digits_after_it() -> None:
    line = f"{FRENCH_TEXT['isolate']('سلمى')} 30 novembre"
    assert str(get_display(line, base_dir="L")).endswith(" 30 novembre")
    assert 'dir="rtl"' in FRENCH_HTML["isolate"]("سلمى")


def test_plain_numbers_are_left_alone() -> None:
    assert ARABIC_TEXT["isolate"]("دورة أكتوبر 2023") == "دورة أكتوبر 2023"


def test_quoted_words_run_in_their_own_direction() -> None:
    assert 'dir="ltr"' in ARABIC_HTML["quoted"]("Procès-verbal non signé")
    assert 'dir="rtl"' in FRENCH_HTML["quoted"]("المحضر غير موقع")
    assert ARABIC_HTML["quoted"]("سطر\nسطر").count("<br>") == 1


@pytest.mark.parametrize("name", ["ltr", "isolate", "quoted"])
def test_markup_in_a_datum_is_shown_and_not_obeyed(name: str) -> None:
    for filters_of in (ARABIC_HTML, FRENCH_HTML):
        shown = str(filters_of[name]("<b>a</b> جماعة & <script>"))
        assert "<b>" not in shown
        assert "<script>" not in shown
        assert "&amp;" in shown


def test_pasted_direction_controls_are_taken_out() -> None:
    assert ARABIC_TEXT["isolate"]("جماعة\u202e مقلوبة") == "جماعة مقلوبة"


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)
)
def test_isolating_adds_marks_and_loses_no_letter(words: str) -> None:
    for name in ("isolate", "quoted"):
        wanted = plain(words).strip() if name == "quoted" else plain(words)
        assert plain(ARABIC_TEXT[name](words)) == wanted
        assert plain(FRENCH_TEXT[name](words)) == wanted
        assert without_tags(ARABIC_HTML[name](words)) == wanted
        assert without_tags(FRENCH_HTML[name](words)) == wanted


@pytest.mark.parametrize(
    ("on", "arabic", "french"),
    [
        (date(2026, 11, 30), "الاثنين 30 نونبر 2026", "lundi 30 novembre 2026"),
        (date(2026, 8, 1), "السبت 1 غشت 2026", "samedi 1er août 2026"),
        (date(2026, 7, 21), "الثلاثاء 21 يوليوز 2026", "mardi 21 juillet 2026"),
    ],
)
def test_dates_have_the_month_names_of_morocco(on: date, arabic: str, french: str) -> None:
    assert long_date(on, Language.ARABIC, weekday=True) == arabic
    assert long_date(on, Language.FRENCH, weekday=True) == french
    assert ARABIC_TEXT["date"](on) == arabic.split(" ", 1)[1]
    assert FRENCH_TEXT["date"](on) == french.split(" ", 1)[1]


def test_an_instant_is_not_a_civil_date() -> None:
    with pytest.raises(TypeError, match="civil"):
        ARABIC_TEXT["date"](datetime(2026, 11, 30, 23, 30, tzinfo=UTC))


def test_a_block_is_in_one_language() -> None:
    with pytest.raises(ValueError, match="one language"):
        filters(Language.BOTH)


def test_the_first_strong_letter_gives_the_direction() -> None:
    assert first_strong("2026 – جماعة") == "rtl"
    assert first_strong("(PAO) جماعة") == "ltr"
    assert first_strong("12-13") is None
