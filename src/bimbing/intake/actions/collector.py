"""Thousands of rows are kept until the end; looking for garbage among them again and again costs a fifth (measured).

The collector is never switched off: a commit shares its process with the pages that are served meanwhile.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rows_set_aside() -> Iterator[None]:
    """What lives now, and what `set_aside` adds, is not looked at until the end; what is made meanwhile still is.

    Two at once are harmless: the first to leave gives everything back to the collector, which then has more to look at.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def set_aside() -> None:
    """What lives now will be needed to the end."""
    gc.freeze()
