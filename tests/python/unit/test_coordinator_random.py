"""A random walk over everything that can happen: every job is answered exactly once."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest

from cutout.errors import Code
from cutout.host.starts import START_SECONDS
from support.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = 2500
BODIES = (b"a", b"b", b"c", b"bad", b"d" * 300)
"""What shared jobs ask for; ``bad`` is wrong whoever runs it."""

URGENT = 0.2
"""What part of the runs goes in front."""

FAULTS = 0.05
"""What part of the replies has a job that failed by chance."""

RARE = 0.05
"""In what part of the steps what seldom happens may happen."""

STARVED = 0.3
"""What part of the processes that work lacks a processor when time passes."""

QUIET = 0.5
"""What part of the processes that fail to start says why."""

NOBODY = 0
"""A job that was never posted."""

FEW = 2
"""How many failed starts in a row are no reason to give up."""

CACHE_BYTES = 700
"""Less than all results take, so that some are dropped."""
CALM_STEPS = 100_000

Word: TypeAlias = "partial[list[str]]"
"""What a process says: the method of the `Trial` that tells the coordinator."""


@dataclass
class Process:
    """A worker process in its true state, of which the coordinator knows what it has heard.

    `words` are on their way to the coordinator; the last word of one that has ended says so.
    """

    number: int
    alive: bool = True
    ready: bool = False
    jobs: list[int] = field(default_factory=list)
    words: deque[Word] = field(default_factory=deque)

    def end(self, last_word: Word) -> None:
        """End the process."""
        self.alive = False
        self.jobs = []
        self.words.append(last_word)


class World:
    """What is outside of the coordinator: processes, and jobs the game has posted."""

    def __init__(self, seed: int, *, may_go_down: bool) -> None:
        self.may_go_down = may_go_down
        self.chance = np.random.default_rng(seed)
        self.trial = Trial(workers=3, recycle_after=int(self.chance.integers(0, 6)), cache_bytes=CACHE_BYTES)
        self.processes: dict[int, Process] = {}
        self.posted: list[int] = []
        self.unanswered: set[int] = set()
        self.cancelled: set[int] = set()
        self.failed_starts = 0
        self.heard = 0
        self.down = False

    def follow(self, words: list[str]) -> None:
        """Carry out what the coordinator says; see that it has answered no job twice and forgotten none."""
        for word in words:
            verb, _, rest = word.partition(" ")
            number, _, jobs = rest.partition(" ")
            if verb == "give":
                self.down = True
            elif verb == "spawn":
                self.processes[int(number)] = Process(int(number))
            elif (process := self.processes[int(number)]).alive:
                if verb == "assign":
                    process.jobs = [int(job) for job in jobs.strip("[]").split(", ")]
                else:
                    process.end(partial(self.trial.lose, process.number))
        answered = [job for job, _ in self.trial.answers[self.heard :]]
        self.heard += len(answered)
        assert len(set(answered)) == len(answered)
        assert self.unanswered.issuperset(answered)
        self.unanswered.difference_update(answered)
        assert self.trial.coordinator.unanswered() == self.unanswered

    def step(self, *, calm: bool = False) -> None:
        """Let one thing happen that can happen now; if `calm`, nothing that adds work or fails."""
        acts = [self.get_ready, self.answer, self.deliver, self.deliver, self.deliver, self.wait]
        if not calm:
            acts += [self.post, self.post_shared, self.post_shared, self.cancel, self.die, self.fail_start]
            acts += [act for act in (self.reload, self.lie, self.wait_long) if self.chance.random() < RARE]
        acts[self.chance.integers(len(acts))]()

    def pick(self, fits: Callable[[Process], object]) -> Process | None:
        """Choose one of the processes that are so, if there are any."""
        found = [process for process in self.processes.values() if fits(process)]
        return found[self.chance.integers(len(found))] if found else None

    def post(self) -> None:
        """Post a run of new jobs."""
        self.follow(self.trial.post(*self.new_jobs(), msec=self.deadline(), front=self.urgent()))

    def post_shared(self) -> None:
        """Post a run of new jobs, some of them equal to others."""
        bodies = {job: BODIES[self.chance.integers(len(BODIES))] for job in self.new_jobs()}
        self.follow(self.trial.post_cached(bodies, self.deadline(), front=self.urgent()))

    def new_jobs(self) -> range:
        """Choose the ids of a run."""
        first = len(self.posted) + 1
        jobs = range(first, first + int(self.chance.integers(1, 6)))
        self.posted += jobs
        self.unanswered.update(jobs)
        return jobs

    def deadline(self) -> int:
        """Choose a run's deadline, in milliseconds."""
        return int(self.chance.choice([0, 300, 1000]))

    def urgent(self) -> bool:
        """Choose whether a run goes in front."""
        return bool(self.chance.random() < URGENT)

    def reload(self) -> None:
        """Let every worker be replaced."""
        self.failed_starts = 0
        self.follow(self.trial.reload())

    def cancel(self) -> None:
        """Cancel some recent jobs, perhaps answered or repeated ones."""
        recent = self.posted[-20:]
        if recent:
            chosen = list(map(int, self.chance.choice(recent, size=self.chance.choice([1, 4, 20]))))
            self.cancelled.update(chosen)
            self.follow(self.trial.cancel(*chosen))

    def get_ready(self) -> None:
        """Let a process that starts say that it is ready."""
        process = self.pick(lambda each: each.alive and not each.ready)
        if process is not None:
            process.ready = True
            process.words.append(partial(self.trial.ready, process.number))

    def answer(self) -> None:
        """Let a process that works answer."""
        process = self.pick(lambda each: each.jobs)
        if process is not None:
            codes = {job: Code.BAD_POLYGON for job in process.jobs if self.trial.requests[job] == b"bad"}
            if self.chance.random() < FAULTS:
                codes.setdefault(process.jobs[0], Code.INTERNAL)
            process.words.append(partial(self.trial.reply, process.number, *process.jobs, codes=codes))
            process.jobs = []

    def lie(self) -> None:
        """Let a process that works answer too little or too much."""
        process = self.pick(lambda each: each.jobs)
        if process is not None:
            jobs = process.jobs[1:] or [*process.jobs, NOBODY]
            process.words.append(partial(self.trial.reply, process.number, *jobs))
            process.jobs = []

    def deliver(self) -> None:
        """Let the coordinator hear the next word of a process; the last is the end of it."""
        process = self.pick(lambda each: each.words)
        if process is None:
            return
        word = process.words.popleft()
        if not process.alive and not process.words:
            del self.processes[process.number]
            self.failed_starts += not process.ready
        elif process.alive and word.func == self.trial.ready:
            self.failed_starts = 0
        self.follow(word())

    def die(self) -> None:
        """Let a process that is ready die, with its answer perhaps on the way."""
        process = self.pick(lambda each: each.alive and each.ready)
        if process is not None:
            process.end(partial(self.trial.lose, process.number))

    def fail_start(self) -> None:
        """Let a process that starts end, with or without a word; unless all may fail, not too often in a row."""
        process = self.pick(lambda each: each.alive and not each.ready)
        soon = sum(not each.alive and not each.ready for each in self.processes.values())
        if process is not None and (self.failed_starts + soon < FEW or self.may_go_down):
            end = self.trial.fail_start if self.chance.random() < QUIET else self.trial.lose
            process.end(partial(end, process.number))

    def starved(self) -> dict[int, float]:
        """Choose some of the processes that have something to do: they lack a processor."""
        at_work = [number for number, process in self.processes.items() if process.jobs or not process.ready]
        return {number: float(self.chance.exponential(0.1)) for number in at_work if self.chance.random() < STARVED}

    def wait(self) -> None:
        """Let time pass, in which some processes lack a processor."""
        self.follow(self.trial.tick(float(self.chance.exponential(0.05)), self.starved()))

    def wait_long(self) -> None:
        """Let so much time pass that starting takes too long; unless all may fail, not while one starts."""
        if self.may_go_down or all(each.ready and not each.words for each in self.processes.values()):
            self.follow(self.trial.tick(START_SECONDS + 1.0, self.starved()))


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 20))])
def test_every_job_is_answered_exactly_once_whatever_happens(seed: int) -> None:
    world = walk(World(seed, may_go_down=False))
    assert not world.down
    codes = {code for _, code in world.trial.answers}
    assert codes == {Code.OK, Code.CANCELLED, Code.TIMED_OUT, Code.WORKER_CRASHED, Code.BAD_POLYGON, Code.INTERNAL}
    assert world.trial.unrun & {job for job, code in world.trial.answers if code == Code.OK}


def test_every_job_is_answered_exactly_once_when_no_worker_starts_any_more() -> None:
    worlds = [walk(World(seed, may_go_down=True)) for seed in range(3)]
    down = [world for world in worlds if world.down]
    assert down
    for world in down:
        world.trial.post(-1)
        assert world.trial.answers[-1] == (-1, Code.BACKEND_DOWN)


def walk(world: World) -> World:
    """Go many steps, then calm down until all is answered; see that it is, once."""
    for _ in range(STEPS):
        world.step()
    for _ in range(CALM_STEPS):
        if not world.trial.coordinator.unanswered():
            break
        world.step(calm=True)
    assert world.trial.coordinator.unanswered() == set()
    answered = Counter(job for job, _ in world.trial.answers)
    assert set(answered) == set(world.posted)
    assert set(answered.values()) == {1}
    for job, code in world.trial.answers:
        assert code != Code.CANCELLED or job in world.cancelled
        if code in {Code.OK, Code.BAD_POLYGON}:
            assert world.trial.bodies[job] == b"done " + world.trial.requests[job]
            assert (code == Code.BAD_POLYGON) == (world.trial.requests[job] == b"bad")
    return world
