"""A worker's life: get ready, then answer one chunk after the other until the pipe closes.

The host imports this module to name `serve`, so it imports nothing heavy; numpy comes with the kinds.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import traceback
from typing import TYPE_CHECKING

from cutout.errors import OutOfMemory
from cutout.wire import Level, Ready, Run, StartFailed, parse
from cutout.worker import registry
from cutout.worker.chunk_run import fail_chunk, run_chunk
from cutout.worker.line import Line
from cutout.worker.logs import forward_logs, set_kind
from cutout.worker.process import die_with_parent, limit_memory, stand_back
from cutout.worker.progress import send_reports_to
from cutout.worker.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection


def serve(
    pipe: Connection[bytes, bytes],
    *,
    modules: Sequence[str],
    path: Sequence[str],
    nice: int,
    memory_limit_mb: int,
    log_level: Level,
) -> None:
    """Run chunks until the host closes the pipe; then end the process.

    Parameters
    ----------
    pipe : Connection
        First a `Ready` goes out, or a `StartFailed`, and what is registered warms up until a chunk comes; then, for
        each `Run` that comes in, a `Reply`. A `Progress` or `Log` may go out at any time.
    modules : sequence of str
        Modules that register kinds.
    path : sequence of str
        Folders in which they are looked for first.
    nice : int
        Added to the niceness of this process.
    memory_limit_mb : int
        How much this process may grow once it is ready, in MiB; 0 sets no limit.
    log_level : {"info", "warning", "error"}
        How grave a line must be to be sent.
    """
    die_with_parent()
    line = Line(pipe)
    try:
        stand_back(nice)
        faulthandler.enable()  # A crash in C prints where Python was.
        forward_logs(line, log_level)
        send_reports_to(line)
        sys.path[:0] = path
        registry.load(modules)
        limit_memory(memory_limit_mb)
    except BaseException:  # noqa: BLE001 - a module may raise anything, even SystemExit
        line.send(StartFailed(details=plain(traceback.format_exc())).encode())
        os._exit(1)
    line.send(Ready().encode())
    registry.warm_up_while(lambda: not pipe.poll())
    while True:
        try:
            message = pipe.recv_bytes()
        except (EOFError, OSError):
            os._exit(0)  # The host has closed the pipe. No clean-up: a kind's leftovers may hang it.
        line.send(_reply_to(message))


def _reply_to(message: bytes) -> bytes:
    run = parse(message)
    if not isinstance(run, Run):
        raise TypeError(f"a worker runs chunks only, and was sent {type(run).__name__}")
    set_kind(run.kind)
    try:
        return run_chunk(run).encode()
    except MemoryError:
        return fail_chunk(run, OutOfMemory("the results of the chunk passed the worker's memory limit")).encode()
