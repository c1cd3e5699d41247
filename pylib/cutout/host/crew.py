"""The workers as the coordinator sees them.

========  ======================================================================
starting  the process was started and has not said that it is ready
idle      it waits for a chunk
busy      it has a chunk
dying     it was killed; its end has not been seen. It holds no chunk any more
absent    there is no process: one is to be started when its time comes
========  ======================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from cutout.host.events import WorkerId
from cutout.host.starts import START_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutout.host.chunk import Chunk


MAX_POSTPONED = 120
"""How often a starved worker gets more time: up to about thirty times the deadline in all."""


class State(Enum):
    """Where a worker process stands."""

    STARTING = auto()
    IDLE = auto()
    BUSY = auto()
    DYING = auto()


@dataclass(slots=True)
class Worker:
    """One worker process.

    Parameters
    ----------
    id : WorkerId
        Its number.
    generation : int
        How many rounds of failed starts there had been when it was started.
    state : State
        Where it stands.
    due : float or None
        When it has to be ended unless it has got on, in seconds.
    pid : int or None
        Its process id, once it is ready.
    chunk : Chunk or None
        What it works on; only a busy worker has one.
    cancelled : set of int
        Jobs of that chunk whose result is not wanted any more.
    chunks_done : int
        How many chunks it has answered.
    absence : float
        How long its place stays empty after its end, in seconds.
    retiring : bool
        Whether it is to be replaced once it is idle.
    planned : bool
        Whether its end is no failure.
    postponed : int
        How often its deadline was put off because it waited for a processor.
    """

    id: WorkerId
    generation: int
    state: State = State.STARTING
    due: float | None = None
    pid: int | None = None
    chunk: Chunk | None = None
    cancelled: set[int] = field(default_factory=set)
    chunks_done: int = 0
    absence: float = 0.0
    retiring: bool = False
    planned: bool = False
    postponed: int = 0

    def postpone(self, now: float, left: float | None) -> bool:
        """Give a worker more time that waits for a processor; return False if there is no reason to.

        Parameters
        ----------
        now, left : float
            The time, and how much processor time its deadline leaves it, in seconds; None if it wants no processor.
        """
        if left is None or (self.chunk is not None and self.cancelled.issuperset(self.chunk.ids)):
            return False
        seconds = START_SECONDS if self.chunk is None else self.chunk.seconds or 0.0
        self.postponed += 1
        # A quarter of the deadline at least: a worker that gets a little now and then is not to be watched too often.
        self.due = now + max(left, seconds / 4.0)
        return self.postponed <= MAX_POSTPONED


class Crew:
    """A fixed number of places, each with a worker or with the time at which to start one.

    Parameters
    ----------
    total : int
        How many workers there should be.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self._workers: dict[WorkerId, Worker] = {}
        self._absent_until: list[float] = [0.0] * total
        self._next = 1

    def __iter__(self) -> Iterator[Worker]:
        return iter(list(self._workers.values()))

    def __getitem__(self, worker: WorkerId) -> Worker:
        return self._workers[worker]

    def enlist(self, now: float, generation: int) -> Iterator[Worker]:
        """Fill every place whose time has come with a new worker."""
        if not self._absent_until:
            return
        due = [moment for moment in self._absent_until if moment <= now]
        self._absent_until = [moment for moment in self._absent_until if moment > now]
        for _ in due:
            worker = Worker(WorkerId(self._next), generation)
            self._next += 1
            self._workers[worker.id] = worker
            yield worker

    def remove(self, worker: Worker, return_at: float) -> None:
        """Forget a worker whose process has ended; its place is filled again at that time."""
        del self._workers[worker.id]
        self._absent_until.append(return_at)

    def return_at_once(self) -> None:
        """Let every empty place be filled again now."""
        self._absent_until = [0.0] * len(self._absent_until)

    def ready(self) -> list[Worker]:
        """Return the workers that take chunks, oldest first."""
        return [worker for worker in self._workers.values() if worker.state in {State.IDLE, State.BUSY}]

    def hopeful(self, generations: int) -> bool:
        """Whether any worker is ready, or may yet become ready and was started before so many rounds had failed.

        A later start is no hope: two workers out of step, each starting whenever the other one fails, would put off the
        end for ever.
        """
        return bool(self.ready()) or any(
            worker.state is State.STARTING and worker.generation < generations for worker in self._workers.values()
        )

    def next_deadline(self) -> float | None:
        """Return the first time at which a worker is due or a place is to be filled."""
        moments = [worker.due for worker in self._workers.values() if worker.due is not None]
        return min([*moments, *self._absent_until], default=None)

    def check(self) -> None:
        """Raise AssertionError if a place is lost or a worker's fields contradict its state."""
        if len(self._workers) + len(self._absent_until) != self.total:
            raise AssertionError(f"{self._workers} and {self._absent_until} do not fill {self.total} places")
        for worker in self._workers.values():
            if (worker.chunk is not None) != (worker.state is State.BUSY):
                raise AssertionError(f"only a busy worker has a chunk: {worker}")
            if (worker.pid is None) != (worker.state is State.STARTING) and worker.state is not State.DYING:
                raise AssertionError(f"a ready worker has a pid, a starting one has none: {worker}")
            if worker.due is not None and worker.state not in {State.STARTING, State.BUSY}:
                raise AssertionError(f"nothing is expected of this worker, yet it is due: {worker}")
            if not worker.cancelled <= set(worker.chunk.ids if worker.chunk else ()):
                raise AssertionError(f"cancelled jobs that are not in the chunk: {worker}")
