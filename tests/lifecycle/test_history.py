"""The one way to write an entry, and where a chain breaks."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.history import (
    GENESIS,
    NotCanonical,
    broken_link,
    canonical,
    commitment,
    fields_digest,
    instant,
    leaf_hash,
)
from models.words import Stage

Chain = list[tuple[int, bytes, str]]
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z0-9_]+", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=20,
)
entries = st.dictionaries(st.from_regex(r"[a-z0-9_]+", fullmatch=True), values, max_size=6)


def plainly(entry: dict[str, Any]) -> bytes:
    return json.dumps(
        entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


@given(entries)
def test_the_bytes_are_those_of_sorted_compact_json(entry: dict[str, Any]) -> None:
    assert canonical(entry) == plainly(entry)


@given(entries)
def test_the_bytes_do_not_depend_on_the_order_of_the_keys(entry: dict[str, Any]) -> None:
    assert canonical(dict(reversed(entry.items()))) == canonical(entry)
    assert canonical(orjson.loads(canonical(entry))) == canonical(entry)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (1.0, "entry.x"),
        (float("nan"), "entry.x"),
        (2**53, "entry.x"),
        (-(2**53), "entry.x"),
        ((1, 2), "entry.x"),
        (b"x", "entry.x"),
        ([1, {"y": 0.5}], "entry.x[1].y"),
        ({"Key": 1}, "entry.x"),
        ({"clé": 1}, "entry.x"),
        ({"": 1}, "entry.x"),
        ({"a\n": 1}, "entry.x"),
        ({1: 1}, "entry.x"),
        ("\ud800", "entry.x"),
        ({"y": ["ok", "\udfff"]}, "entry.x.y[1]"),
    ],
)
def test_what_two_programs_might_write_in_two_ways_is_refused_with_its_place(
    value: object, place: str
) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical({"x": value})
    assert str(refused.value).startswith(place)


def test_a_word_of_a_vocabulary_is_written_as_its_text() -> None:
    assert canonical({"to": Stage.CO_CREATION}) == b'{"to":"co_creation"}'


def test_a_leaf_is_hashed_as_rfc_6962_says() -> None:
    # The hash of the empty leaf, as certificate transparency publishes it.
    assert leaf_hash(b"") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"x") == hashlib.sha256(b"\x00x").hexdigest()


def test_an_instant_is_written_in_utc_to_the_microsecond() -> None:
    at = datetime(2022, 10, 21, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    assert instant(at) == "2022-10-21T08:00:00.000005Z"
    assert instant(datetime(2022, 10, 21, 8, tzinfo=UTC)) == "2022-10-21T08:00:00.000000Z"


def test_a_commitment_tells_nothing_without_its_salt_and_everything_with_it() -> None:
    salt, other = "00" * 32, "11" * 32
    assert commitment(salt, "reason", "x") == commitment(salt, "reason", "x")
    told = {
        commitment(salt, "reason", "x"),
        commitment(other, "reason", "x"),
        commitment(salt, "name", "x"),
        commitment(salt, "reason", "y"),
    }
    assert len(told) == 4


def test_the_digest_of_evidence_does_not_depend_on_the_order_of_its_fields() -> None:
    assert fields_digest({"a": 1, "b": "é"}) == fields_digest({"b": "é", "a": 1})
    assert fields_digest({"a": 1}) != fields_digest({"a": "1"})


def chain(length: int = 5) -> Chain:
    made: Chain = []
    previous = GENESIS
    for seq in range(1, length + 1):
        content = canonical({"_prev": previous, "_seq": seq, "body": {"n": seq * 10}})
        previous = leaf_hash(content)
        made.append((seq, content, previous))
    return made


def forged(entry: tuple[int, bytes, str], *, rehash: bool, **changed: object) -> Any:
    content = canonical(orjson.loads(entry[1]) | changed)
    return (entry[0], content, leaf_hash(content) if rehash else entry[2])


def test_a_whole_chain_holds_and_so_does_an_empty_one() -> None:
    assert broken_link(chain()) is None
    assert broken_link([]) is None


@pytest.mark.parametrize("place", range(5))
class TestABreakIsFoundAtItsPlace:
    def test_when_an_entry_was_changed(self, place: int) -> None:
        links = chain()
        links[place] = forged(links[place], rehash=False, body={"n": 0})
        assert broken_link(links) == (
            f"entry {place + 1} was changed: its bytes do not match its hash"
        )

    def test_when_its_bytes_are_no_entry_any_more(self, place: int) -> None:
        links = chain()
        links[place] = (place + 1, b"{", links[place][2])
        assert "was changed" in str(broken_link(links))

    def test_when_it_was_changed_and_hashed_again(self, place: int) -> None:
        links = chain()
        links[place] = forged(links[place], rehash=True, body={"n": 0})
        last = place == len(links) - 1  # a changed tail is found by the plan's head only
        assert broken_link(links) == (
            None if last else f"entry {place + 2} does not follow entry {place + 1}"
        )

    def test_when_an_entry_is_missing(self, place: int) -> None:
        links = chain()
        del links[place]
        last = place == len(chain()) - 1
        assert broken_link(links) == (None if last else f"entry {place + 1} is missing")

    def test_when_an_entry_claims_another_number(self, place: int) -> None:
        links = chain()
        links[place] = forged(links[place], rehash=True, _seq=99)
        assert broken_link(links) == f"entry {place + 1} is missing"

    def test_when_an_entry_stands_twice(self, place: int) -> None:
        links = chain()
        links.insert(place, links[place])
        assert broken_link(links) is not None


def test_two_entries_that_changed_places_are_found() -> None:
    links = chain()
    one, other = links[1], links[2]
    links[1], links[2] = (2, *other[1:]), (3, *one[1:])
    assert broken_link(links) == "entry 2 is missing"
