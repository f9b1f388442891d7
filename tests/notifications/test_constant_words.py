"""What never changes is written into a template; whatever the letter says itself is asked for."""

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from notifications.constant_words import Stationery
from notifications.stationery import Asked, MissingWord

FACTS = {"plan": {"reference": "<1>", "items": "three"}}


def stationery(**templates: str) -> Stationery:
    made = Stationery(loader=DictLoader(templates), autoescape=True, undefined=Asked)
    made.globals.update(side="right", line=Markup("<br>"), w={"small": Markup("a&b"), "bare": "&"})
    return made


def rendered(words: str, **facts: object) -> str:
    return stationery(letter=words).get_template("letter").render(facts)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{{ side }}{{ line }}", "right<br>"),
        ("{{ w.small }} {{ w.bare }}", "a&b &amp;"),
        ("{{ side ~ line }}", "right<br>"),
        ("{% if side == 'right' %}yes{% endif %}", "yes"),
        ("{% for side in (1, 2) %}{{ side }}{% endfor %}", "12"),
        ("{% macro say(line) %}{{ line }}{% endmacro %}{{ say('<') }}", "&lt;"),
        ("{{ plan.reference }} {{ plan.items }}", "&lt;1&gt; three"),
        ("{{ plan.values() | list | length }}", "2"),
    ],
)
def test_a_template_says_what_it_said_before(words: str, said: str) -> None:
    assert rendered(words, **FACTS) == said


def test_the_words_are_in_the_compiled_template() -> None:
    made = stationery()
    told = made.compile("{{ side }}: {{ w.small }}{{ line }}", raw=True)
    assert "right: a&b<br>" in told


@pytest.mark.parametrize("words", ["{{ w.smal }}", "{{ plan.refrence }}", "{{ sides }}"])
def test_a_word_that_is_none_is_still_missed(words: str) -> None:
    with pytest.raises(MissingWord):
        rendered(words, **FACTS)
