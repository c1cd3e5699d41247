"""What a streamed world costs the game: flying against standing still, and against making chunks on the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from figure import Figure
from staged import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py world"
NEAR_METRES = 150.0
SPEED_CHUNKS_A_SECOND = 2.0
"""What a flight along an axis at 50 m/s needs: 9 new chunks of 200 m each 4 s."""


def measure() -> Iterator[Figure]:
    """Fly at 50 m/s over chunks of 200 m, loaded to 800 m, and stand still, in turn; 5.6 ms of game in each frame."""
    facts = facts_of("bench_world")
    legs = cast("list[float]", facts["ours_legs"])

    def row(name: str, value: float, baseline: float, unit: str, against: str) -> Figure:
        return Figure(name=f"world.{name}", value=value, baseline=baseline, unit=unit, against=against, command=COMMAND)

    def frame(name: str, key: str, what: str) -> Figure:
        return row(name, facts[f"flying_{key}_ms"], facts[f"still_{key}_ms"], "ms", f"standing still, same run; {what}")

    yield frame("frame_p50", "period_p50", "from frame to frame")
    yield frame("frame_p99", "period_p99", "from frame to frame; target <= 1.05x")
    yield frame("cpu_p99", "cpu_p99", "processor time of the main thread, with the game's 5.6 ms")
    yield row(
        "nearest_missing",
        facts["nearest_missing"],
        NEAR_METRES,
        "m",
        f"the finest ring; the nearest chunk that was not there; {facts['holes']:.0f} holes within; target >= 1x",
    )
    yield row(
        "chunks",
        facts["chunks_per_sec"],
        SPEED_CHUNKS_A_SECOND,
        "1/s",
        "what the flight needs at one level of detail; changes of level count as well",
    )
    yield row(
        "start",
        facts["start_chunks"] / facts["start_sec"],
        SPEED_CHUNKS_A_SECOND,
        "1/s",
        f"the same; {facts['start_chunks']:.0f} chunks from nothing, as fast as they come",
    )
    yield row(
        "main_thread",
        facts["ours_usec"],
        facts["synchronous_usec"],
        "us",
        "main thread's processor time for a chunk: generated and put into the tree there at once; "
        f"{min(legs):.0f} to {max(legs):.0f} us in each of {len(legs)} flights; target <= 0.05x",
    )
    yield row(
        "making",
        facts["ours_usec"],
        facts["making_usec"],
        "us",
        "the same without generating: all nodes of a decoded chunk made at once, and freed",
    )
