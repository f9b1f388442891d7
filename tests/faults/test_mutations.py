"""The list of safeguards is up to date: each stands where it is said to, once, and its tests do."""

import pytest

from benchmarks.mutations import StaleMutation, mutated
from benchmarks.safeguards import MUTATIONS, Mutation
from models.settings import CHECKOUT


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_a_safeguard_stands_where_it_is_said_to(mutation: Mutation) -> None:
    text = (CHECKOUT / mutation.file).read_text(encoding="utf-8")
    without = mutated(text, mutation)
    assert without != text
    compile(without, mutation.file, "exec")
    files = [one for one in mutation.tests if one.endswith(".py")]
    assert files
    assert all((CHECKOUT / file).exists() for file in files)


def test_a_mutation_whose_text_has_gone_is_an_error() -> None:
    stale = Mutation("x", "models/plan.py", "no such line", "", ())
    with pytest.raises(StaleMutation, match="0 times"):
        mutated("class Plan: ...", stale)


def test_every_safeguard_is_listed_once() -> None:
    assert len({one.name for one in MUTATIONS}) == len(MUTATIONS) >= 14
