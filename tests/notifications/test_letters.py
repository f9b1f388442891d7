"""Every letter, in every language: complete, the same in both parts, and read in its direction."""

import html
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from bidi import get_display
from jinja2 import meta

from models.words import Language
from notifications.checkpoint_letter import VERIFIER
from notifications.letters import (
    LetterIncomplete,
    Rendered,
    UnknownLetter,
    check_letters,
    kinds,
    render,
)
from notifications.sample import sample_context
from notifications.sample_log import KEY, ROOT, SIZE
from notifications.stationery import FOLDER, environment
from notifications.wording import LRM, RLM, first_strong, long_date, plain

AR, FR = Language.ARABIC, Language.FRENCH
KINDS = sorted(kinds())
PERSONS = {"daily_list", "coordinator_digest", "cohort_opened", "incident", "log_checkpoint"}
STEP_KINDS = [kind for kind in KINDS if kind.startswith("step_")] + ["deadline_moved"]
CONTRACT = {
    "step_opened", "step_reminder", "step_eve", "step_overdue", "overdue_for_region",
    "overdue_for_national", "president_notice", "step_returned", "step_accepted", "deadline_moved",
    "welcome", "co_creation_opened", "submitted_to_council", "programme_adopted",
    "returned_to_co_creation", "vote_postponed", "monitoring_round_opened",
    "monitoring_round_closed", "evaluation_opened", "plan_concluded", "next_cycle_opened",
    "plan_suspended", "plan_resumed", "plan_withdrawn", "plan_rejoined", "session_moved",
    "council_renewed",
    "daily_list", "coordinator_digest", "cohort_opened", "step_reported", "extension_asked",
    "extension_refused", "successor_named", "hand_over_done", "new_link", "incident",
    "log_checkpoint", "action_plan_submitted", "consultation_ahead", "publish_outcomes",
}  # fmt: skip


def full(kind: str, **more: Any) -> dict[Language, dict[str, Any]]:
    """A context in which every optional fact is given."""
    said: dict[str, Any] = {} if kind in PERSONS else {
        "reason": "تعذر الحضور (12-13) & السبب", "original_due_on": date(2026, 11, 16),
        "moved_because": "عطلة 2025-2026", "note": "قرار 2026/017-A", "replayed": True,
        "illustrative": True,
    }  # fmt: skip
    return {block: {**facts, **said, **more} for block, facts in sample_context(kind).items()}


class Page(HTMLParser):
    """The words of a page, line by line as they are shown, and its links and attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words, self.links, self.tags = "", [], []  # type: str, list[str], list[Any]
        self.feed(markup.split("</head>")[-1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag in {"br", "p", "li", "h1", "td", "ol", "ul"}:
            self.words += " "

    def handle_data(self, data: str) -> None:
        self.words += data


def words_of(text: str) -> str:
    """Letters and digits alone: what is said, without how it is set out."""
    return " ".join(re.findall(r"\w+", plain(text)))


@pytest.fixture(scope="module")
def letters() -> dict[tuple[str, Language], Rendered]:
    return {(kind, way): render(kind, way, full(kind)) for kind in KINDS for way in Language}


def test_every_kind_that_was_agreed_has_a_letter() -> None:
    assert kinds() == CONTRACT


def test_the_check_at_start_up_finds_nothing_wrong() -> None:
    assert check_letters(sample_context) == []


def test_the_check_at_start_up_names_what_is_wrong() -> None:
    problems = check_letters(lambda kind: {AR: {}, FR: {}})
    assert len(problems) == len(KINDS) * 3
    assert all("LetterIncomplete" in problem for problem in problems)


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_says_what_the_html_says(kind: str, letters: dict[Any, Rendered]) -> None:
    for way in Language:
        letter = letters[kind, way]
        page = Page(letter.html)
        shown = words_of(page.words)
        for line in letter.text.splitlines():
            if re.fullmatch(r"https?://\S+", line):
                assert line in page.links
            else:
                assert words_of(re.sub(r"^\d+\. ", "", line)) in shown, line
        assert set(page.links) <= set(letter.text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_ask_for_the_same_variables(kind: str) -> None:
    asked = []
    for block in (AR, FR):
        made = environment("html", block)
        names: set[str] = set()
        for part in ("subject.txt", "body.txt", "body.html"):
            source = (FOLDER / kind / block / part).read_text()
            names |= meta.find_undeclared_variables(made.parse(source))
        asked.append(names - set(made.globals))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_variable_is_named(kind: str) -> None:
    for name in ("link", "recipient_name"):
        context = full(kind)
        del context[FR][name]
        with pytest.raises(LetterIncomplete, match=f"{kind}.*fr.*{name}") as refused:
            render(kind, Language.BOTH, context)
        assert (refused.value.language, refused.value.variable) == (FR, name)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_missing_is_named_or_was_not_asked_for(kind: str) -> None:
    named = 0
    for name in full(kind)[FR]:
        context = full(kind)
        del context[FR][name]
        try:
            rendered = render(kind, FR, context)
        except LetterIncomplete as refused:
            assert refused.variable == name  # noqa: PT017
            named += 1
        else:
            assert rendered == render(kind, FR, full(kind))
    assert named >= 4


def test_a_missing_field_of_a_row_is_named() -> None:
    context = full("daily_list")
    del context[AR]["rows"][1]["due_on"]
    with pytest.raises(LetterIncomplete) as refused:
        render("daily_list", AR, context)
    assert (refused.value.part, refused.value.variable) == ("text", "due_on")


def test_the_context_of_a_whole_language_may_not_be_missing() -> None:
    with pytest.raises(LetterIncomplete, match="fr"):
        render("welcome", Language.BOTH, {AR: full("welcome")[AR]})


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownLetter, match="step_opened"):
        render("step_opend", AR, {})


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_turns_round_in_the_arabic_text(kind: str, letters: dict[Any, Rendered]) -> None:
    data = ["PAO-2026-0017", "12-13", "2025-2026", "2026/017-A", "12-40", "5.1.1", KEY, ROOT,
            f"{VERIFIER} {SIZE}:{ROOT}", f"checkpoint-{SIZE}.txt"]  # fmt: skip
    held = [datum for datum in data if datum in letters[kind, AR].text]
    for line in letters[kind, AR].text.splitlines():
        seen = str(get_display(line, base_dir="R")).replace(LRM, "")
        assert all(datum in seen for datum in held if datum in line), line
    assert held or kind in {"cohort_opened", "coordinator_digest", "incident"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_block_declares_its_direction(kind: str, letters: dict[Any, Rendered]) -> None:
    both = letters[kind, Language.BOTH].html
    assert both.startswith('<!doctype html><html lang="ar" dir="rtl">')
    blocks = [t for t in Page(both).tags if t[0] == "td" and t[1].get("class") == "b"]
    assert [(td["lang"], td["dir"], td["align"]) for _, td in blocks] == [
        ("ar", "rtl", "right"), ("fr", "ltr", "left"),
    ]  # fmt: skip
    assert not re.search(r"<bdi|-inline-|text-align:(start|end)|&#39;", both)
    assert letters[kind, FR].html.startswith('<!doctype html><html lang="fr" dir="ltr">')


@pytest.mark.parametrize("kind", KINDS)
def test_each_block_has_its_own_button(kind: str, letters: dict[Any, Rendered]) -> None:
    link = full(kind)[AR]["link"]
    assert Page(letters[kind, AR].html).links.count(link) == 1
    assert Page(letters[kind, Language.BOTH].html).links.count(link) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_subject_is_short_and_is_the_title(kind: str, letters: dict[Any, Rendered]) -> None:
    for way in Language:
        letter = letters[kind, way]
        facts = full(kind)[FR if way is FR else AR]
        named = [facts.get("collectivity", ""), facts.get("scope", ""), facts.get("cohort", "")]
        rest = letter.subject
        for name in filter(None, named):
            rest = rest.replace(name, "")
        assert f"<title>{html.escape(letter.subject)}</title>" in letter.html
        assert sum(map(str.isalpha, rest)) <= 45
    assert first_strong(letters[kind, AR].subject) == "rtl"
    assert letters[kind, Language.BOTH].subject == letters[kind, AR].subject


def test_one_step_has_one_subject_so_that_its_thread_holds(letters: dict[Any, Rendered]) -> None:
    for way in Language:
        assert len({letters[kind, way].subject for kind in STEP_KINDS}) == 1


def test_a_latin_step_does_not_turn_an_arabic_subject() -> None:
    letter = render("step_opened", AR, full("step_opened", step="Atelier"))
    assert letter.subject.startswith((RLM, LRM))
    assert first_strong(letter.subject.replace(LRM, "")) == "rtl"


def test_a_line_end_in_a_fact_does_not_reach_the_subject() -> None:
    letter = render("welcome", FR, full("welcome", collectivity="Commune\r\nBcc: a@b.ma"))
    assert "\n" not in letter.subject


@pytest.mark.parametrize("kind", sorted(kinds() - PERSONS))
def test_a_replayed_letter_says_so_in_both_parts(kind: str) -> None:
    for way, mark in ((AR, "رسالة من إعادة تمثيل"), (FR, "Lettre d’une reconstitution")):
        marked = render(kind, way, full(kind, illustrative=False))
        assert mark in marked.html
        assert mark in marked.text
        bare = render(kind, way, full(kind, replayed=False, illustrative=False))
        assert mark not in bare.html + bare.text


def test_a_replayed_letter_to_a_person_says_so_too() -> None:
    letter = render("daily_list", FR, full("daily_list", replayed=True, illustrative=True))
    assert "reconstitution" in letter.text
    assert "Données d’illustration" in letter.html


@pytest.mark.parametrize("kind", ["step_opened", "step_reminder", "step_eve", "step_overdue"])
def test_a_step_letter_says_what_by_when_and_with_which_evidence(kind: str) -> None:
    for block in (AR, FR):
        facts = full(kind)[block]
        text = plain(render(kind, block, full(kind)).text)
        wanted = [facts["step"], facts["collectivity"], facts["link"], *facts["evidence"]]
        wanted.append(long_date(facts["due_on"], block, weekday=True))
        assert [fact for fact in wanted if plain(fact) not in text] == []


def test_a_late_step_counts_what_is_late_and_an_open_one_what_is_left() -> None:
    assert "مدة التأخر: 6 أيام عمل" in render("step_overdue", AR, full("step_overdue")).text
    assert "المتبقي: 6 أيام عمل" in render("step_opened", AR, full("step_opened")).text


def test_a_step_without_deadline_opens_with_no_date() -> None:
    letter = render("step_opened", FR, full("step_opened", due_on=None))
    assert "Échéance :" not in letter.text.replace("\u00a0", " ")
    assert letter.text.count("None") == 0


def test_markup_in_a_fact_is_shown_and_not_obeyed() -> None:
    letter = render("step_returned", FR, full("step_returned", reason="<img src=x> & {{ link }}"))
    assert "<img" not in letter.html
    assert "&lt;img" in letter.html
    assert "<img src=x> & {{ link }}" in letter.text


def test_a_letter_in_both_languages_is_small(letters: dict[Any, Rendered]) -> None:
    for kind in KINDS:
        sample = render(kind, Language.BOTH, sample_context(kind))
        assert len(sample.html.encode()) < 10_000, kind


@pytest.mark.parametrize("kind", KINDS)
def test_french_is_set_with_its_own_spaces(kind: str, letters: dict[Any, Rendered]) -> None:
    text = re.sub(r"https?://\S+|[0-9]+:[0-9a-f]{64}", "", letters[kind, FR].text)
    assert not re.search(r"(?<![\u00a0\u202f])[:;?!»](?!/)|«(?!\u00a0)|'", text), text
