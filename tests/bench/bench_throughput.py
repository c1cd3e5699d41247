"""How many fractures a second reach the game, and what a second worker adds."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from figure import Figure
from staged import KINDS, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py throughput"
PROMISE = 5000.0
LONG_JOBS = ((0.03, 120), (0.06, 60), (0.2, 20))
"""How long jobs last, in seconds, and how many of them are measured."""


def measure() -> Iterator[Figure]:
    """Measure small fractures through the signals, then large ones in a batch, then jobs that only last."""
    yield from through_signals()
    yield from second_worker()
    yield from long_jobs()


def through_signals() -> Iterator[Figure]:
    """Keep the queue full of fractures with 8 fragments, in a game that works and in one that does not."""
    for name, work_usec in (("in_a_busy_game", 5600), ("in_an_idle_game", 0)):
        facts = facts_of("bench_throughput", f"--work_usec={work_usec}")
        yield Figure(
            name=f"fractures_per_sec.{name}",
            value=facts["jobs_per_sec"],
            baseline=PROMISE,
            unit="jobs/s",
            against=f"target >= 1x; 60 fps, {work_usec / 1e3:g} ms of work in a frame",
            command=COMMAND,
        )


def second_worker() -> Iterator[Figure]:
    """Run the same batches with one worker and with two, in turn; the game does nothing but take the results."""
    for name, arguments, what in (
        ("jagged_cuts", ("--jobs=60",), "60 polygons cut by 8 jagged lines"),
        ("n500", ("--jobs=400", "--fragments=500"), "400 polygons with 500 fragments"),
    ):
        rates: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(2):
            for workers, known in rates.items():
                facts = facts_of("bench_batch", *arguments, settings={"cutout/workers/count": workers})
                known.append(facts["jobs_per_sec"])
        yield Figure(
            name=f"two_workers.{name}",
            value=median(rates[2]),
            baseline=median(rates[1]),
            unit="jobs/s",
            against=f"one worker, same run, batches of {what}; target >= 1.6x",
            command=COMMAND,
        )


def long_jobs() -> Iterator[Figure]:
    """Run jobs that outlast a frame of a game of 60 a second: no worker is to wait for the game to read an answer."""
    workers = 2
    for seconds, jobs in LONG_JOBS:
        facts = facts_of(
            "bench_long_jobs",
            f"--jobs={jobs}",
            f"--seconds={seconds}",
            settings={**KINDS, "cutout/workers/count": workers, "cutout/workers/nice": 0},
        )
        yield Figure(
            name=f"long_jobs.{seconds * 1000:g}_ms",
            value=facts["jobs_per_sec"],
            baseline=workers / seconds,
            unit="jobs/s",
            against=f"{workers} workers that never wait; jobs sleep; target >= 0.9x",
            command=COMMAND,
        )
