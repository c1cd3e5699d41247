"""A random walk over everything that can happen: every job is answered exactly once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from cutout.errors import Code
from support.trial import Trial

STEPS = 2500
BODIES = (b"a", b"b", b"c", b"bad", b"d" * 300)
"""What shared jobs ask for; ``bad`` is wrong whoever runs it."""

URGENT = 0.2
"""What part of the runs goes in front."""

FAULTS = 0.05
"""What part of the replies has a job that failed by chance."""

RELOADS = 0.05
"""In what part of the steps the modules may be reloaded."""

CACHE_BYTES = 700
"""Less than all results take, so that some are dropped."""
CALM_STEPS = 100_000


class World:
    """What is outside of the coordinator: processes in their true states, and jobs the game has posted."""

    def __init__(self, seed: int, *, may_go_down: bool) -> None:
        self.may_go_down = may_go_down
        self.chance = np.random.default_rng(seed)
        self.trial = Trial(workers=3, recycle_after=int(self.chance.integers(0, 6)), cache_bytes=CACHE_BYTES)
        self.starting: list[int] = []
        self.idle: list[int] = []
        self.busy: dict[int, list[int]] = {}
        self.killed: list[int] = []
        self.posted: list[int] = []
        self.cancelled: set[int] = set()
        self.down = False

    def follow(self, words: list[str]) -> None:
        """Carry out what the coordinator says."""
        for word in words:
            verb, _, rest = word.partition(" ")
            number, _, jobs = rest.partition(" ")
            if verb == "give":
                self.down = True
                continue
            worker = int(number)
            if verb == "spawn":
                self.starting.append(worker)
            elif verb == "assign":
                self.idle.remove(worker)
                self.busy[worker] = [int(job) for job in jobs.strip("[]").split(", ")]
            elif verb == "kill":
                self.remove(worker)
                self.killed.append(worker)

    def remove(self, worker: int) -> None:
        """Take a process out of the state it is in."""
        for place in (self.starting, self.idle, self.killed):
            if worker in place:
                place.remove(worker)
        self.busy.pop(worker, None)

    def step(self, *, calm: bool = False) -> None:
        """Let one thing happen that can happen now; if `calm`, nothing that adds work or fails."""
        acts = [self.get_ready, self.answer, self.bury, self.wait]
        if not calm:
            acts += [self.post, self.post_shared, self.post_shared, self.cancel, self.die, self.fail_start]
            acts += [self.reload] if self.chance.random() < RELOADS else []
        acts[self.chance.integers(len(acts))]()

    def pick(self, workers: list[int]) -> int | None:
        """Choose one of these, if there are any."""
        return int(self.chance.choice(workers)) if workers else None

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
        return jobs

    def deadline(self) -> int:
        """Choose a run's deadline, in milliseconds."""
        return int(self.chance.choice([0, 300, 1000]))

    def urgent(self) -> bool:
        """Choose whether a run goes in front."""
        return bool(self.chance.random() < URGENT)

    def reload(self) -> None:
        """Let every worker be replaced."""
        self.follow(self.trial.reload())

    def cancel(self) -> None:
        """Cancel some recent jobs, perhaps answered or repeated ones."""
        recent = self.posted[-20:]
        if recent:
            chosen = list(map(int, self.chance.choice(recent, size=4)))
            self.cancelled.update(chosen)
            self.follow(self.trial.cancel(*chosen))

    def get_ready(self) -> None:
        """Make a starting worker ready."""
        worker = self.pick(self.starting)
        if worker is not None:
            self.starting.remove(worker)
            self.idle.append(worker)
            self.follow(self.trial.ready(worker))

    def answer(self) -> None:
        """Let a busy worker answer."""
        worker = self.pick(list(self.busy))
        if worker is not None:
            jobs = self.busy.pop(worker)
            self.idle.append(worker)
            codes = {job: Code.BAD_POLYGON for job in jobs if self.trial.requests[job] == b"bad"}
            if self.chance.random() < FAULTS:
                codes.setdefault(jobs[0], Code.INTERNAL)
            self.follow(self.trial.reply(worker, *jobs, codes=codes))

    def die(self) -> None:
        """Let a ready worker die."""
        worker = self.pick([*self.idle, *self.busy])
        if worker is not None:
            self.remove(worker)
            self.follow(self.trial.lose(worker))

    def fail_start(self) -> None:
        """Let a starting worker fail; unless all may fail, not without a ready one."""
        worker = self.pick(self.starting)
        if worker is not None and (self.idle or self.busy or self.may_go_down):
            self.remove(worker)
            self.follow(self.trial.fail_start(worker))

    def bury(self) -> None:
        """Let a killed worker be gone."""
        worker = self.pick(self.killed)
        if worker is not None:
            self.remove(worker)
            self.follow(self.trial.lose(worker))

    def wait(self) -> None:
        """Let time pass."""
        self.follow(self.trial.tick(float(self.chance.exponential(0.05))))


@pytest.mark.parametrize("seed", range(4))
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
