"""What jobs do to the frames of a game of 60 a second that works 5.6 ms in each, and how soon a lone one is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figure import Figure
from staged import KINDS, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py frames"
LONGEST_FRAME_MS = 20.0
FAULTY = {**KINDS, "cutout/workers/count": 2, "cutout/workers/memory_limit_mb": 256}


def measure() -> Iterator[Figure]:
    """Measure storms, lone jobs and faults, each in an engine of its own."""
    yield from storm()
    yield from lone_job()
    yield from faults()


def storm() -> Iterator[Figure]:
    """Break 500 polygons within one frame, twice a second; the idle frames come in turn with them."""
    facts = facts_of("bench_storm")

    def row(name: str, value: str, baseline: float, against: str) -> Figure:
        return Figure(
            name=f"storm.{name}", value=facts[value], baseline=baseline, unit="ms", against=against, command=COMMAND
        )

    idle = "idle frames, same run"
    yield row("period_p99", "storm_period_p99_ms", facts["idle_period_p99_ms"], f"{idle}; target <= 1.05x")
    yield row("cpu_p99", "storm_cpu_p99_ms", facts["idle_cpu_p99_ms"], f"{idle}; processor time of the main thread")
    yield row("cpu_worst", "storm_cpu_worst_ms", LONGEST_FRAME_MS, "processor time of the main thread; target <= 1x")
    yield row("submit_500", "submit_p50_ms", facts["idle_work_p50_ms"], "the game's own work in a frame")


def lone_job() -> Iterator[Figure]:
    """Submit one fracture at a time, at any moment of the game's work."""
    facts = facts_of("bench_latency")
    for share, target in (("p50", 1.0), ("p95", 2.0)):
        yield Figure(
            name=f"lone_job.{share}",
            value=facts[f"frames_{share}"],
            baseline=target,
            unit="frames",
            against=f"target <= 1x; {facts[f'usec_{share}_ms']:.1f} ms",
            command=COMMAND,
        )


def faults() -> Iterator[Figure]:
    """Let three jobs a second crash, hang or fail among 300 good ones."""
    facts = facts_of("bench_faults", settings=FAULTY)
    counts = f"the same jobs without faults, same run; {facts['faults']:.0f} faults, {facts['restarts']:.0f} restarts"
    for what in ("period", "cpu"):
        yield Figure(
            name=f"faults.{what}_p99",
            value=facts[f"faulty_{what}_p99_ms"],
            baseline=facts[f"good_{what}_p99_ms"],
            unit="ms",
            against=counts,
            command=COMMAND,
        )
