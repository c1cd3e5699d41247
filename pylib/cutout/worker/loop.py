"""A worker's life: get ready, then answer one chunk after the other until the pipe closes.

The host imports this module to name `serve`, so it imports nothing heavy; numpy comes with the kinds.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import traceback
from typing import TYPE_CHECKING, Final

from cutout.errors import OutOfMemory
from cutout.wire import Run, parse
from cutout.worker import registry
from cutout.worker.chunk_run import fail_chunk, run_chunk
from cutout.worker.process import die_with_parent, limit_memory, stand_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

READY: Final = b"ready"
"""A worker's first message. Any other first message is the traceback of what kept it from getting ready."""


def serve(
    pipe: Connection[bytes, bytes], *, modules: Sequence[str], path: Sequence[str], nice: int, memory_limit_mb: int
) -> None:
    """Run chunks until the host closes the pipe; then end the process.

    Parameters
    ----------
    pipe : Connection
        One `Run` comes in, one `Reply` goes out.
    modules : sequence of str
        Modules that register kinds.
    path : sequence of str
        Folders in which they are looked for first.
    nice : int
        Added to the niceness of this process.
    memory_limit_mb : int
        How much this process may grow once it is ready, in MiB; 0 sets no limit.
    """
    die_with_parent()
    try:
        stand_back(nice)
        faulthandler.enable()  # A crash in C prints where Python was.
        sys.path[:0] = path
        registry.load(modules)
        limit_memory(memory_limit_mb)
    except BaseException:  # noqa: BLE001 - a module may raise anything, even SystemExit
        pipe.send_bytes(traceback.format_exc().encode(errors="replace"))
        os._exit(1)
    try:
        pipe.send_bytes(READY)
        while True:
            pipe.send_bytes(_reply_to(pipe.recv_bytes()))
    except (EOFError, OSError):
        # The host has closed the pipe, perhaps in the midst of a job. No clean-up: a kind's leftovers may hang it.
        os._exit(0)


def _reply_to(message: bytes) -> bytes:
    run = parse(message)
    if not isinstance(run, Run):
        raise TypeError(f"a worker runs chunks only, and was sent {type(run).__name__}")
    try:
        return run_chunk(run).encode()
    except MemoryError:
        return fail_chunk(run, OutOfMemory("the results of the chunk passed the worker's memory limit")).encode()
