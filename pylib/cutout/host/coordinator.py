"""The rules: what becomes of every job, whatever happens to the workers.

A pure state machine. `Coordinator.handle` takes an event, which carries its time, and returns instructions; it reads no
clock, touches no process and waits for nothing, so a test is a list of events and a list of expected instructions.

A job is in one place: it waits in the backlog, runs in a worker's chunk, follows an equal job (`cutout.host.sharing`),
or has been answered and is forgotten.
The rules for a chunk that does not come back:

- It passed its deadline: its worker is killed, unless it was starved of a processor. A job alone in its chunk is
  ``TIMED_OUT``; of many nobody knows which is slow, so they go back to the front, one by one, with the whole deadline.
- Its worker died: many go back one by one, likewise. A job alone is tried once more, then it is ``WORKER_CRASHED``.
- All its jobs were cancelled: its worker is killed after a grace time, since a new worker costs more than a short job.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from cutout.errors import Code
from cutout.host.backlog import Backlog
from cutout.host.chunk import Chunk
from cutout.host.crew import Crew, State, Worker
from cutout.host.description import describe
from cutout.host.events import (
    Event,
    Posted,
    TimePassed,
    WorkerFailedToStart,
    WorkerId,
    WorkerLogged,
    WorkerLost,
    WorkerProgressed,
    WorkerReady,
    WorkerReplied,
)
from cutout.host.instructions import Assign, Forward, GiveUp, Instruction, Kill, Send, Spawn
from cutout.host.log_limit import LogLimit
from cutout.host.replies import CANCELLED_MESSAGE, answered, failed, last_line, with_cancelled
from cutout.host.sharing import Sharing
from cutout.host.starts import BACK_OFF_SECONDS, ENOUGH_ROUNDS, START_SECONDS, FailedStarts
from cutout.wire import Cancel, Describe, Log, Progress, Run, Workers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cutout.host.events import WorkerEvent
    from cutout.wire import Level, Reply

CANCEL_GRACE_SECONDS = 0.1
"""How long a worker may go on with jobs nobody waits for: about what its replacement takes to become ready."""

STORY_LENGTH = 40
"""How many past events the message of a broken invariant shows."""


class Coordinator:
    """Answers each job of each `Run` exactly once.

    Parameters
    ----------
    workers : int
        How many workers there should be.
    recycle_after : int, optional
        Replace a worker after this many chunks; 0 never does.
    cache_bytes : int, optional
        How much the results kept for equal jobs may take; 0 shares nothing among jobs.
    """

    def __init__(self, workers: int, recycle_after: int = 0, cache_bytes: int = 0) -> None:
        self._crew = Crew(workers)
        self._recycle_after = recycle_after
        self._backlog = Backlog()
        self._sharing = Sharing(cache_bytes)
        self._log_limit = LogLimit()
        self._running: dict[int, WorkerId] = {}
        self._failed_starts = FailedStarts()
        self._restarts = 0
        self._given_up: str | None = None
        self._crew_changed = True
        self._story: deque[tuple[float, str, int]] = deque(maxlen=STORY_LENGTH)
        self._out: list[Instruction] = []

    def handle(self, event: Event) -> list[Instruction]:
        """Take an event in; return what is to be done, in order."""
        self._story.append((event.now, type(event).__name__, getattr(event, "worker", 0)))
        self._say_held_back(event.now)
        match event:
            case Posted(_, Run() as run, data):
                self._accept(run, data)
            case Posted(now, Cancel() as cancel):
                self._cancel(cancel, now)
            case Posted(now, Describe()):
                self._log(describe(self._crew, self._backlog.jobs(), self._sharing.followers(), now), "info")
            case Posted():
                self._reload()
            case TimePassed():
                self._end_overdue(event.now, event.starved)
            case _:
                self._heard(event)
        if self._given_up is None:
            self._fill_places(event.now)
            self._assign(event.now)
        if self._crew_changed:
            self._report()
        out, self._out = self._out, []
        return out

    def next_deadline(self) -> float | None:
        """Return when `TimePassed` is wanted, in the events' seconds; None if only an event can change anything."""
        if self._given_up is not None:
            return None
        moments = (self._crew.next_deadline(), self._log_limit.next_deadline())
        return min((moment for moment in moments if moment is not None), default=None)

    def unanswered(self) -> set[int]:
        """Every job that is known and not answered."""
        return {*self._backlog.jobs(), *self._running, *self._sharing.followers()}

    def check(self) -> None:
        """Verify that the state is sound; for tests.

        Raises
        ------
        AssertionError
            A job is in two places, a place in the crew is lost, or a worker's fields contradict its state; the message
            ends with the last events.
        """
        try:
            self._backlog.check()
            self._crew.check()
            held = {job: worker.id for worker in self._crew if worker.chunk for job in worker.chunk.ids}
            if held != self._running:
                raise AssertionError(f"the workers hold {held}, the index says {self._running}")  # noqa: TRY301
            self._sharing.check({*held, *self._backlog.jobs()})
            both = held.keys() & set(self._backlog.jobs())
            if both:
                raise AssertionError(f"jobs that run and wait at once: {both}")  # noqa: TRY301
            idle = any(worker.state is State.IDLE for worker in self._crew)
            if self._backlog and (idle or self._given_up is not None):
                raise AssertionError("jobs wait although a worker is idle, or none will come")  # noqa: TRY301
        except AssertionError as error:
            story = [f"{now:.3f} {name} {worker or ''}" for now, name, worker in self._story]
            raise AssertionError("\n".join([str(error), "after:", *story])) from error

    # What the game asks for.

    def _accept(self, run: Run, data: bytes) -> None:
        everything = Chunk.of(run, data)
        repeated = self._running.keys() & run.ids | self._backlog.holds(run.ids) | self._sharing.holds(run.ids)
        if repeated:
            # The job that came first will be answered; a second answer would be taken for the first one's.
            self._log(f"run: jobs {sorted(repeated)[:8]} are known and not answered yet; give each job its own id")
        chunk = everything.without(repeated)
        if chunk is None:
            return
        if self._given_up is not None:
            self._fail(chunk.ids, Code.BACKEND_DOWN, self._given_up)
            return
        answers, leaders, rest = self._sharing.sift(chunk)
        self._out.extend(map(Send, answered(answers)))
        if chunk.front:
            self._backlog.bring_to_front(leaders)
        if rest is not None:
            self._backlog.append(rest)

    def _cancel(self, cancel: Cancel, now: float) -> None:
        # Followers first: one that is cancelled with its leader is not to take its place.
        left = self._sharing.leave(cancel.ids)
        self._fail([*left, *self._backlog.remove(cancel.ids)], Code.CANCELLED, CANCELLED_MESSAGE)
        for job in cancel.ids:
            if job not in self._running:
                continue
            worker = self._crew[self._running[job]]
            worker.cancelled.add(job)
            if worker.chunk and worker.cancelled.issuperset(worker.chunk.ids):
                grace = now + CANCEL_GRACE_SECONDS
                worker.due = grace if worker.due is None else min(worker.due, grace)

    def _reload(self) -> None:
        self._sharing.forget_results()
        # The changed modules may be the ones that could not be imported: try again at once.
        self._failed_starts.forget()
        self._crew.return_at_once()
        for worker in self._crew:
            if worker.state is State.BUSY:
                worker.retiring = True
            elif worker.state is not State.DYING:
                self._retire(worker)

    # What the workers do.

    def _heard(self, event: WorkerEvent) -> None:
        match event:
            case WorkerReplied():
                self._worker_replied(event)
            case WorkerProgressed():
                self._worker_progressed(event)
            case WorkerReady():
                self._worker_ready(event)
            case WorkerLost():
                self._worker_lost(event)
            case WorkerFailedToStart():
                self._drop_unstarted(self._crew[event.worker], event.details, event.now)
            case WorkerLogged():
                if self._log_limit.admits(event.now):
                    self._out.append(Send(event.log))
            case _:
                assert_never(event)

    def _worker_ready(self, event: WorkerReady) -> None:
        worker = self._crew[event.worker]
        if worker.state is not State.STARTING:
            return  # It was killed for being late while its word was on the way.
        worker.state, worker.pid, worker.due = State.IDLE, event.pid, None
        self._failed_starts.forget()
        self._crew_changed = True

    def _worker_replied(self, event: WorkerReplied) -> None:
        worker = self._crew[event.worker]
        if worker.chunk is None:
            return  # It was killed while its answer was on the way: the jobs are answered, or wait for another.
        if tuple(event.reply.ids) != worker.chunk.ids:
            self._kill(worker)
            self._chunk_died(worker, "it answered jobs it had not been given")
            return
        cancelled = set(worker.cancelled)
        self._take_chunk(worker)
        worker.state = State.IDLE
        worker.chunks_done += 1
        if cancelled:
            self._out.append(Send(with_cancelled(event.reply, cancelled)))
        else:
            self._out.append(Forward(event.reply, event.data))
        self._settle(event.reply)
        if worker.retiring or worker.chunks_done == self._recycle_after:
            self._retire(worker)

    def _worker_progressed(self, event: WorkerProgressed) -> None:
        worker = self._crew[event.worker]
        values: dict[int, float] = {}
        for job, value in zip(event.progress.ids, event.progress.values, strict=True):
            if self._running.get(job) == worker.id:
                values |= dict.fromkeys(self._sharing.followers_of(job), value)
                if job not in worker.cancelled:
                    values[job] = value
        if values:
            self._out.append(Send(Progress(ids=list(values), values=list(values.values()))))

    def _worker_lost(self, event: WorkerLost) -> None:
        worker = self._crew[event.worker]
        if worker.state is State.STARTING:
            self._drop_unstarted(worker, event.why, event.now)
            return
        if worker.state is State.BUSY:
            self._chunk_died(worker, event.why)
        elif worker.state is State.IDLE:
            self._log(f"worker {worker.pid} ended without a job ({event.why}); it is replaced", "warning")
            # A worker that dies for no job's sake may do so again: do not start processes in a tight loop.
            worker.absence = BACK_OFF_SECONDS[0]
        self._remove(worker, event.now + worker.absence)

    def _end_overdue(self, now: float, starved: Mapping[WorkerId, float]) -> None:
        for worker in self._crew:
            if worker.due is None or worker.due > now or worker.postpone(now, starved.get(worker.id)):
                continue
            if worker.chunk is None:
                details = f"it was not ready after {START_SECONDS:g} s"
                worker.absence = self._failed_start(worker, details)
                self._kill(worker)
                self._give_up_if_hopeless(details)
                continue
            seconds = worker.chunk.seconds
            alone = len(worker.chunk.ids) == 1
            rest = self._take_chunk_apart(worker)
            self._kill(worker)
            if rest is None:
                continue
            if alone:
                message = f"the job ran longer than its deadline of {seconds:g} s; give it more time or less to do"
                self._fail(rest.ids, Code.TIMED_OUT, message)
            else:
                self._backlog.put_back(rest.split())

    # Chunks.

    def _assign(self, now: float) -> None:
        for worker in self._crew:
            if not self._backlog:
                return
            if worker.state is not State.IDLE:
                continue
            chunk = self._backlog.pop()
            worker.state, worker.chunk, worker.postponed = State.BUSY, chunk, 0
            worker.due = None if chunk.seconds is None else now + chunk.seconds
            self._running.update(dict.fromkeys(chunk.ids, worker.id))
            self._out.append(Assign(worker.id, chunk))

    def _take_chunk(self, worker: Worker) -> Chunk:
        """Take the chunk from a worker that is busy; its jobs are in no place until the caller gives them one."""
        chunk = worker.chunk
        if chunk is None:
            raise AssertionError(f"worker {worker.id} has no chunk")
        for job in chunk.ids:
            del self._running[job]
        worker.chunk, worker.due = None, None
        worker.cancelled.clear()
        return chunk

    def _take_chunk_apart(self, worker: Worker) -> Chunk | None:
        """Take the chunk and answer its cancelled jobs; return the others."""
        cancelled = set(worker.cancelled)
        chunk = self._take_chunk(worker)
        self._fail([job for job in chunk.ids if job in cancelled], Code.CANCELLED, CANCELLED_MESSAGE)
        return chunk.without(cancelled)

    def _chunk_died(self, worker: Worker, why: str) -> None:
        alone = worker.chunk is not None and len(worker.chunk.ids) == 1
        rest = self._take_chunk_apart(worker)
        if rest is None:
            return
        self._log(f"worker {worker.pid} ended while it ran {rest.kind!r} ({why}); it is replaced", "warning")
        if not alone:
            self._backlog.put_back(rest.split())
        elif rest.lone_deaths == 0:
            self._backlog.put_back([replace(rest, lone_deaths=1)])
        else:
            self._fail(rest.ids, Code.WORKER_CRASHED, f"the job ended its worker twice, the last time: {why}")

    # Places.

    def _fill_places(self, now: float) -> None:
        for worker in self._crew.enlist(now, self._failed_starts.rounds):
            worker.due = now + START_SECONDS
            self._out.append(Spawn(worker.id))

    def _kill(self, worker: Worker) -> None:
        worker.state, worker.due = State.DYING, None
        self._crew_changed = True
        self._out.append(Kill(worker.id))

    def _retire(self, worker: Worker) -> None:
        worker.planned = True
        self._kill(worker)

    def _remove(self, worker: Worker, return_at: float) -> None:
        self._restarts += not worker.planned
        self._crew_changed = True
        self._crew.remove(worker, return_at)

    def _drop_unstarted(self, worker: Worker, details: str, now: float) -> None:
        """Count a process that ended before it was ready, and leave its place empty for a while."""
        absence = worker.absence if worker.state is State.DYING else self._failed_start(worker, details)
        self._remove(worker, now + absence)
        self._give_up_if_hopeless(details)

    def _failed_start(self, worker: Worker, details: str) -> float:
        """Return how long to wait before the next try, in seconds."""
        if self._failed_starts.count(worker.generation):
            self._log(f"a worker did not start:\n{details.strip()}", "warning")
        return self._failed_starts.pause()

    def _give_up_if_hopeless(self, details: str) -> None:
        if self._given_up is not None or not self._failed_starts.enough() or self._crew.hopeful(ENOUGH_ROUNDS):
            return
        self._given_up = f"no worker can be started: {last_line(details)}"
        while self._backlog:
            self._fail(self._backlog.pop().ids, Code.BACKEND_DOWN, self._given_up)
        self._out.append(GiveUp(details))

    # Words to the game.

    def _fail(self, jobs: Sequence[int], code: Code, message: str) -> None:
        for reply in failed(jobs, code, message):
            self._out.append(Send(reply))
            self._settle(reply)

    def _settle(self, reply: Reply) -> None:
        """See to the jobs that follow those of a reply."""
        if not self._sharing:
            return
        answers, chunks = self._sharing.settle(reply)
        self._out.extend(map(Send, answered(answers)))
        self._backlog.put_back(chunks)

    def _log(self, text: str, level: Level = "error") -> None:
        self._out.append(Send(Log(level=level, text=text)))

    def _say_held_back(self, now: float) -> None:
        if (held_back := self._log_limit.summary(now)) is not None:
            self._log(held_back, "warning")

    def _report(self) -> None:
        ready = self._crew.ready()
        pids = tuple(worker.pid for worker in ready if worker.pid is not None)
        self._out.append(Send(Workers(ready=len(ready), total=self._crew.total, restarts=self._restarts, pids=pids)))
        self._crew_changed = False
