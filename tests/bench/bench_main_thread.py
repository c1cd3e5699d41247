"""What a fracture costs the game's main thread: against the promise, and against cutting it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figure import Figure
from staged import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py main_thread"
PROMISE_USEC = 30.0
FRAGMENTS = (8, 24)


def measure() -> Iterator[Figure]:
    """Measure a job from the call that submits it to the end of its signal, then the same against plain GDScript."""
    yield from a_job()
    yield from against_gdscript()


def a_job() -> Iterator[Figure]:
    """Processor time of the main thread for a fracture with 8 fragments; frames without jobs are taken off."""
    facts = facts_of("bench_main_thread")
    for name, against in (
        ("job", "target <= 1x"),
        ("submit", "share of it: the call that submits"),
        ("deliver", "share of it: polling, decoding, the signal"),
    ):
        yield Figure(
            name=f"main_thread.{name}",
            value=facts[f"{name}_usec"],
            baseline=PROMISE_USEC,
            unit="us",
            against=against,
            command=COMMAND,
        )


def against_gdscript() -> Iterator[Figure]:
    """Break a star of 24 corners by workers and by GDScript with Geometry2D, in turn, ready for bodies both times."""
    for count in FRAGMENTS:
        facts = facts_of("bench_against_main_thread", f"--fragments={count}")
        yield Figure(
            name=f"main_thread.destruction_n{count}",
            value=facts["ours_usec"],
            baseline=facts["plain_usec"],
            unit="us",
            against=f"Geometry2D on the main thread, same run; target <= 0.1x; {facts['pieces']:.0f} pieces",
            command=COMMAND,
        )
