"""What a streamer of prefabs costs the game: in the town of the demo, against the same frames without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figure import Figure
from staged import facts_of
from support import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py streaming"
WANTED_REST_USEC = 50.0
WANTED_MOVING_USEC = 300.0
WANTED_WAITING_USEC = 300.0
SETTINGS = {"cutout/workers/count": 1, "cutout/files/roots": [str(engine.PROJECT)]}


def measure() -> Iterator[Figure]:
    """Stand, wait, fly at 30 m/s, read the world and jump, with the streamer at work and at rest, in turn."""
    facts = facts_of("bench_streaming", settings=SETTINGS)

    def row(name: str, value: float, baseline: float, unit: str, against: str) -> Figure:
        return Figure(
            name=f"streaming.{name}", value=value, baseline=baseline, unit=unit, against=against, command=COMMAND
        )

    town = f"{facts['points']:.0f} points, {facts['live']:.0f} of them there"
    own = "what is wanted; median of the streamer's own processing of a frame"
    for key, wanted in (
        ("rest", WANTED_REST_USEC),
        ("waiting", WANTED_WAITING_USEC),
        ("moving", WANTED_MOVING_USEC),
    ):
        yield row(key, facts[f"{key}_lap_p50_ms"] * 1e3, wanted, "us", f"{own}; {town}; target <= 1x")
    for key, what in (("rest", "standing still"), ("waiting", "somebody waits in vain"), ("moving", "30 m/s")):
        yield row(
            f"{key}_cpu",
            facts[f"{key}_cpu_mean_ms"],
            facts[f"{key}_without_cpu_mean_ms"],
            "ms",
            f"the streamer switched off, same run; {what}; mean of the main thread, with the game's 5.6 ms",
        )
    for key, what in (("intake", "the world is read and put into the tables"), ("jump", "after jumps")):
        yield row(
            f"{key}_worst",
            facts[f"{key}_cpu_worst_ms"],
            facts[f"{key}_without_cpu_worst_ms"],
            "ms",
            f"the same; {what}; worst frame",
        )
