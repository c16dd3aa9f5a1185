"""The program as granian serves it, with two things more: the time inside, and an address that does nothing at all.

`X-Inside` is the milliseconds between the server's call and the finished body, `X-Work` how many of them the thread
was computing: others on the machine make the first longer, never the second. `/bare/` answers 20 kB at once: what the
server and the line cost without us.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterable
from time import perf_counter, thread_time
from typing import Any

BARE = b"x" * 20_000
Start = Callable[..., Any]


def bare(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """A WSGI application that does nothing."""
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(BARE)))])
    return [BARE]


class Timed:
    """Our application with a clock around it."""

    def __init__(self) -> None:
        from bimbing.config.wsgi import application  # only where it is served: `bare` must start without it

        self.inner: Callable[..., Any] = application

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/bare/":
            return bare(environ, start)
        head: list[Any] = []
        began, working = perf_counter(), thread_time()
        try:
            response = self.inner(environ, lambda status, headers, error=None: head.extend((status, headers)))
            body = b"".join(response)
        except Exception:
            traceback.print_exc()  # granian says no more than 500
            raise
        inside, work = (perf_counter() - began) * 1000, (thread_time() - working) * 1000
        if hasattr(response, "close"):
            response.close()
        start(head[0], [*head[1], ("X-Inside", f"{inside:.3f}"), ("X-Work", f"{work:.3f}")])
        return [body]


def serve(target: str, port: int) -> None:
    """Granian with the options of `bimbing up`."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        target=target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


if os.environ.get("BENCH_SERVES") == "bimbing":
    application: Any = Timed()

if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
