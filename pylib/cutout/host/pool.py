"""The deeds: worker processes and their pipes. It decides nothing.

Processes are started with multiprocessing's ``spawn``, the same on every system: a fresh interpreter that inherits only
its end of the pipe. (``fork`` would copy a game, and a ``forkserver`` outlives it while a worker is busy.)
"""

from __future__ import annotations

import multiprocessing
import signal
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing.connection import wait
from time import monotonic
from typing import TYPE_CHECKING

from cutout.errors import CutoutError
from cutout.host.events import Event, WorkerFailedToStart, WorkerId, WorkerLost, WorkerReady, WorkerReplied
from cutout.wire import MAX_BYTES, Reply, Run
from cutout.worker.loop import READY, serve

if TYPE_CHECKING:
    from collections.abc import Collection
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from cutout.host.chunk import Chunk
    from cutout.host.options import Options

STOP_SECONDS = 0.05
"""How long workers may take to end by themselves once their pipes are closed; the busy ones are killed then."""

REAP_SECONDS = 1.0
"""How long to wait for the exit code of a process whose pipe has closed; it takes a millisecond, unless it is stuck."""


@dataclass(slots=True)
class _Process:
    process: SpawnProcess
    pipe: Connection[bytes, bytes]
    ready: bool = False


class Pool:
    """Worker processes by number.

    Parameters
    ----------
    options : Options
        What the workers are like.

    Notes
    -----
    On Linux a worker dies with the *thread* that started it, so a pool lives and ends on one thread.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._context = multiprocessing.get_context("spawn")
        self._processes: dict[WorkerId, _Process] = {}

    def spawn(self, worker: WorkerId) -> None:
        """Start a process; its `WorkerReady` comes when it has loaded its kinds.

        Raises
        ------
        OSError
            The system cannot start one.
        """
        ours, theirs = self._context.Pipe()
        try:
            process = self._context.Process(
                target=serve,
                name=f"cutout worker {worker}",
                args=(theirs,),
                kwargs={
                    "modules": self._options.modules,
                    "path": self._options.path,
                    "nice": self._options.nice,
                    "memory_limit_mb": self._options.memory_limit_mb,
                },
                daemon=True,
            )
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._processes[worker] = _Process(process, ours)

    def assign(self, worker: WorkerId, chunk: Chunk) -> None:
        """Send a chunk to an idle worker. If it has just died, its `WorkerLost` will tell."""
        each = self._processes.get(worker)
        if each is None:
            return
        run = Run(
            kind=chunk.kind,
            ids=chunk.ids,
            ends=list(accumulate(map(len, chunk.bodies))),
            body=b"".join(chunk.bodies),
            deadline_msec=round((chunk.seconds or 0.0) * 1000.0),
        )
        try:
            each.pipe.send_bytes(run.encode())
        except OSError:
            return

    def kill(self, worker: WorkerId) -> None:
        """End a process at once; its `WorkerLost` will tell when it is gone."""
        # SIGTERM does not end a loop in C that holds the interpreter's lock.
        if worker in self._processes:
            self._processes[worker].process.kill()

    def waitables(self) -> list[Connection[bytes, bytes] | int]:
        """Return what to wait for: every pipe and every process's end."""
        return [waitable for each in self._processes.values() for waitable in (each.pipe, each.process.sentinel)]

    def collect(self, signalled: Collection[object], now: float) -> list[Event]:
        """Tell what the signalled pipes and processes mean; a worker's last words come before its end."""
        spoken = [
            worker
            for worker, each in self._processes.items()
            if each.pipe in signalled or each.process.sentinel in signalled
        ]
        events = [self._listen(worker, signalled, now) for worker in spoken]
        return [event for event in events if event is not None]

    def close(self) -> None:
        """End every process: by itself if it is idle, else by force."""
        for each in self._processes.values():
            each.pipe.close()
        limit = monotonic() + STOP_SECONDS
        for each in self._processes.values():
            each.process.join(max(0.0, limit - monotonic()))
            _end(each.process)
        self._processes.clear()

    def _listen(self, worker: WorkerId, signalled: Collection[object], now: float) -> Event | None:
        each = self._processes[worker]
        if each.pipe not in signalled and each.pipe.poll():
            return None  # It has left words in the pipe: the next wait returns at once.
        try:
            message = each.pipe.recv_bytes(MAX_BYTES)
            if each.ready:
                return WorkerReplied(now, worker, Reply.parse(message), message)
        except (EOFError, OSError):
            return WorkerLost(now, worker, describe_exit(self._bury(worker)))
        except CutoutError as error:
            each.process.kill()
            self._bury(worker)
            return WorkerLost(now, worker, f"it sent what is no reply: {error}")
        if message != READY:
            self._bury(worker)
            # A text of Godot's format cannot hold NUL.
            return WorkerFailedToStart(now, worker, message.decode(errors="replace").replace("\0", "\\0"))
        each.ready = True
        return WorkerReady(now, worker, each.process.pid or 0)

    def _bury(self, worker: WorkerId) -> int | None:
        """Reap a process that has ended or is about to; return its exit code, None if it cannot be known."""
        each = self._processes.pop(worker)
        each.pipe.close()
        each.process.join(REAP_SECONDS)
        return _end(each.process)


def _end(process: SpawnProcess) -> int | None:
    """End a process that has not ended by itself, and give back what the system holds for it."""
    if not wait([process.sentinel], 0.0):
        process.kill()
        process.join()
    exitcode = process.exitcode
    if exitcode is None:
        # Somebody else in this program has reaped it, as Godot's OS.kill() does. Left alone, multiprocessing would send
        # a signal to that number when the program ends, whoever bears it by then.
        process._popen.returncode = 0  # type: ignore[attr-defined]  # noqa: SLF001
    process.close()
    return exitcode


def describe_exit(exitcode: int | None) -> str:
    """Say in words how a process ended.

    Examples
    --------
    >>> describe_exit(7)
    'exit code 7'
    >>> describe_exit(-11)
    'signal SIGSEGV'
    """
    if exitcode is None:
        return "ended from outside"
    if exitcode >= 0:
        return f"exit code {exitcode}"
    try:
        name = signal.Signals(-exitcode).name
    except ValueError:
        name = str(-exitcode)
    return f"signal {name}" + (", perhaps because the system ran out of memory" if name == "SIGKILL" else "")
