"""Thousands of rows are made and kept until the end; looking for garbage among them again and again costs a third."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Python's cyclic collector pauses. Two at once are harmless: the first to leave wakes it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()


def keep_what_is_here() -> None:
    """What lives now will be needed to the end: later sweeps need not look at it."""
    gc.freeze()


def sweep() -> None:
    """Collect what was made since, and is no longer needed."""
    gc.collect()
