"""The collector stands still for a batch, and goes on whatever became of it."""

import gc

import pytest

from models.collecting import not_collecting


def fail_inside() -> None:
    with not_collecting():
        assert not gc.isenabled()
        raise RuntimeError


def test_it_stands_still_inside_and_goes_on_after_a_failure() -> None:
    with pytest.raises(RuntimeError):
        fail_inside()
    assert gc.isenabled()


def test_one_inside_another_leaves_it_as_it_was() -> None:
    with not_collecting():
        with not_collecting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
