"""The collector of cyclic garbage stands still while a batch is worked on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Look for no cycles in what a batch makes: all of it is in use, and freed by its counts.

    A batch of a thousand plans makes so many objects that the collector walks all of them again
    and again in vain: a fifth of the time of `advance`. Nothing waits longer than one batch.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
