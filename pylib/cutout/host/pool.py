"""The deeds: worker processes and their pipes. It decides nothing.

Processes are started with multiprocessing's ``spawn``, the same on every system: a fresh interpreter that inherits only
its end of the pipe. (``fork`` would copy a game, and a ``forkserver`` outlives it while a worker is busy.)
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import wait
from selectors import EVENT_READ, EVENT_WRITE
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, assert_never

from cutout.errors import BadMessage, CutoutError
from cutout.host.cpu_time import cpu_seconds, wants_processor
from cutout.host.events import (
    Event,
    WorkerFailedToStart,
    WorkerId,
    WorkerLogged,
    WorkerLost,
    WorkerProgressed,
    WorkerReady,
    WorkerReplied,
)
from cutout.host.pipe import Pipe
from cutout.host.starts import START_SECONDS
from cutout.wire import Log, Progress, Ready, Reply, StartFailed, parse_spoken
from cutout.worker.loop import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import SpawnProcess
    from selectors import BaseSelector

    from cutout.host.chunk import Chunk
    from cutout.host.options import Options

STOP_SECONDS = 0.05
"""How long workers may take to end by themselves once their pipes are closed; the busy ones are killed then."""

REAP_SECONDS = 1.0
"""How long to wait for the exit code of a process whose pipe has closed; it takes a millisecond, unless it is stuck."""


class Source(NamedTuple):
    """What the selector is told with a descriptor of a worker: its pipe, or what its process's end makes readable.

    The second is there because children of a worker may hold its pipe open.
    """

    worker: WorkerId
    is_pipe: bool


@dataclass(slots=True)
class _Process:
    process: SpawnProcess
    pipe: Pipe
    end: int
    ready: bool = False
    # What it is given for what it does, its start at first, and the processor time that it had had before.
    seconds: float | None = START_SECONDS
    cpu_before: float | None = 0.0


class Pool:
    """Worker processes by number.

    Parameters
    ----------
    options : Options
        What the workers are like.
    selector : BaseSelector
        What the host waits with. The pool registers its descriptors there, each with a `Source`.

    Notes
    -----
    On Linux a worker dies with the *thread* that started it, so a pool lives and ends on one thread.
    """

    def __init__(self, options: Options, selector: BaseSelector) -> None:
        self._options = options
        self._selector = selector
        self._context = multiprocessing.get_context("spawn")
        self._processes: dict[WorkerId, _Process] = {}

    def spawn(self, worker: WorkerId) -> None:
        """Start a process; its `WorkerReady` comes when it has loaded its kinds.

        Raises
        ------
        OSError
            The system cannot start one.
        """
        pipe = Pipe()
        try:
            process = self._context.Process(
                target=serve,
                name=f"cutout worker {worker}",
                args=(pipe.workers_end,),
                kwargs={
                    "modules": self._options.modules,
                    "path": self._options.path,
                    "nice": self._options.nice,
                    "memory_limit_mb": self._options.memory_limit_mb,
                    "log_level": self._options.log_level,
                },
                daemon=True,
            )
            process.start()
        except BaseException:
            pipe.close()
            raise
        finally:
            pipe.workers_end.close()
        # Children of a worker may hold multiprocessing's sentinel open too.
        end = os.pidfd_open(process.pid or 0) if sys.platform == "linux" else process.sentinel
        self._processes[worker] = _Process(process, pipe, end)
        self._selector.register(pipe, EVENT_READ, Source(worker, is_pipe=True))
        self._selector.register(end, EVENT_READ, Source(worker, is_pipe=False))

    def assign(self, worker: WorkerId, chunk: Chunk) -> None:
        """Send a chunk to an idle worker. If it has just died, its `WorkerLost` will tell."""
        each = self._processes.get(worker)
        if each is None:
            return
        each.seconds, each.cpu_before = chunk.seconds, cpu_seconds(each.process.pid or 0)
        if not each.pipe.send(chunk.message()):
            self._selector.modify(each.pipe, EVENT_READ | EVENT_WRITE, Source(worker, is_pipe=True))

    def kill(self, worker: WorkerId) -> None:
        """End a process at once; its `WorkerLost` will tell when it is gone."""
        # SIGTERM does not end a loop in C that holds the interpreter's lock.
        if worker in self._processes:
            self._processes[worker].process.kill()

    def starved(self) -> dict[WorkerId, float]:
        """Return the workers that want a processor and have had less of it than their start or their chunk may take.

        Returns
        -------
        dict
            For each the processor time that is left to it, in seconds.
        """
        found = {}
        for worker, each in self._processes.items():
            pid = each.process.pid or 0
            now = None if each.seconds is None or each.cpu_before is None else cpu_seconds(pid)
            if now is None or each.seconds is None or each.cpu_before is None:
                continue
            left = each.seconds - (now - each.cpu_before)
            if left > 0.0 and wants_processor(pid):
                found[worker] = left
        return found

    def collect(self, source: Source, mask: int, now: float) -> Iterator[Event]:
        """Yield what a signalled descriptor means; a worker's last words come before its end."""
        each = self._processes.get(source.worker)
        if each is None:
            return  # It has been buried since the selector returned.
        if mask & EVENT_WRITE and each.pipe.flush():
            self._selector.modify(each.pipe, EVENT_READ, source)
        if mask & EVENT_READ:
            yield from self._listen(source, each, now)

    def close(self) -> None:
        """End every process: by itself if it is idle, else by force."""
        for each in self._processes.values():
            self._hang_up(each)
        limit = monotonic() + STOP_SECONDS
        for each in self._processes.values():
            _end(each, max(0.0, limit - monotonic()))
        self._processes.clear()

    def _listen(self, source: Source, each: _Process, now: float) -> Iterator[Event]:
        worker = source.worker
        try:
            messages, open_ = each.pipe.receive()
            for message in messages:
                event = _event(worker, each, message, now)
                yield event
                if isinstance(event, WorkerFailedToStart):
                    self._bury(worker)
                    return
        except CutoutError as error:
            each.process.kill()
            self._bury(worker)
            yield WorkerLost(now, worker, f"it sent what is no message: {error}")
            return
        # A process that has ended may have left words in the pipe, and the pipe may be held open by a child of it.
        if not open_ or not (source.is_pipe or messages):
            yield WorkerLost(now, worker, describe_exit(self._bury(worker)))

    def _bury(self, worker: WorkerId) -> int | None:
        """Reap a process that has ended or is about to; return its exit code, None if it cannot be known."""
        each = self._processes.pop(worker)
        self._hang_up(each)
        return _end(each, REAP_SECONDS)

    def _hang_up(self, each: _Process) -> None:
        self._selector.unregister(each.pipe)
        self._selector.unregister(each.end)
        each.pipe.close()


def _event(worker: WorkerId, each: _Process, message: bytes, now: float) -> Event:
    """Tell what a message means.

    Raises
    ------
    BadMessage, TooLarge
        It means nothing, or nothing now.
    """
    spoken = parse_spoken(message)
    match spoken:
        case Reply():
            return WorkerReplied(now, worker, spoken, message)
        case Progress():
            return WorkerProgressed(now, worker, spoken)
        case Log():
            return WorkerLogged(now, worker, spoken)
        case Ready() | StartFailed() if each.ready:
            raise BadMessage("it was ready already")
        case Ready():
            each.ready = True
            return WorkerReady(now, worker, each.process.pid or 0)
        case StartFailed():
            return WorkerFailedToStart(now, worker, spoken.details)
        case _:
            assert_never(spoken)


def _end(each: _Process, seconds: float) -> int | None:
    """End a process that has not ended by itself in that time, and give back what the system holds for it."""
    if not wait([each.end], seconds):
        each.process.kill()
    each.process.join()
    exitcode = each.process.exitcode
    if exitcode is None:
        # Somebody else in this program has reaped it, as Godot's OS.kill() does. Left alone, multiprocessing would send
        # a signal to that number when the program ends, whoever bears it by then.
        each.process._popen.returncode = 0  # type: ignore[attr-defined]  # noqa: SLF001
    if each.end != each.process.sentinel:
        os.close(each.end)
    each.process.close()
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
