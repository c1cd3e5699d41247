"""What fragments cost the main thread: to create, to free, and when everything breaks at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figure import Figure
from staged import facts_of
from support import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py apply"
BODY_SHARE = 0.45
FAST_SHARE = 0.1
LONGEST_FRAME_MS = 16.7
LONGEST_STORM_MS = 1000.0
MOST_EXCESS_MS = 1.5
ONE_TICK_A_FRAME = ("--fixed-fps", "60")


def measure() -> Iterator[Figure]:
    """Measure single fragments, then a storm of 500 objects, each in an engine of its own."""
    yield from a_fragment()
    yield from storm()


def a_fragment() -> Iterator[Figure]:
    """Create and free 120 fragments in turn with the plain way: visible cost and what shows up later in the frame."""
    verdict = engine.run(*ONE_TICK_A_FRAME, engine.RUNNER, "--", "--case=bench_apply")
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    naive = "body, CollisionPolygon2D, Polygon2D, queue_free, same run"
    for way, what, target in (
        ("fragment", "create", BODY_SHARE),
        ("fragment", "free", BODY_SHARE),
        ("debris", "create", BODY_SHARE),
        ("fast", "create", FAST_SHARE),
    ):
        yield Figure(
            name=f"apply.{way}_{what}",
            value=facts[f"{way}_{what}_usec"],
            baseline=facts[f"naive_{what}_usec"],
            unit="us",
            against=f"{naive}; target <= {target}x",
            command=COMMAND,
        )


def storm() -> Iterator[Figure]:
    """Break 500 objects into 12 fragments each within one frame, with the limits as they are shipped."""
    facts = facts_of("bench_apply_storm")
    shares = f"{facts['bodies']:.0f} bodies, {facts['fast']:.0f} flying, {facts['dropped']:.0f} dropped"

    def row(name: str, value: str, baseline: float, against: str) -> Figure:
        return Figure(
            name=f"apply_storm.{name}",
            value=facts[value],
            baseline=baseline,
            unit="ms",
            against=against,
            command=COMMAND,
        )

    yield row(
        "cpu_p99",
        "ours_cpu_p99_ms",
        facts["naive_cpu_p99_ms"],
        f"processor time of the main thread; the plain way with 600 bodies; {shares}",
    )
    yield row("cpu_worst", "ours_cpu_worst_ms", LONGEST_FRAME_MS, "target <= 1x")
    yield row(
        "excess_p99",
        "ours_excess_p99_ms",
        MOST_EXCESS_MS,
        f"cpu_p99 less the budget ({facts['budget_ms']:.1f}) and the physics of the bodies "
        f"({facts['ours_physics_ms']:.1f}); target <= 1x",
    )
    yield row("naive_excess_p99", "naive_excess_p99_ms", MOST_EXCESS_MS, "the plain way")
    yield row(
        "submit_frame",
        "submit_frame_worst_ms",
        LONGEST_FRAME_MS,
        "the frame with all 500 calls of fracture_object, apart from the others",
    )
    yield row("naive_cpu_worst", "naive_cpu_worst_ms", LONGEST_FRAME_MS, "the plain way")
    yield row("end", "ours_end_worst_ms", LONGEST_STORM_MS, "from the first call to the last fragment; target <= 1x")
    yield row("naive_end", "naive_end_worst_ms", LONGEST_STORM_MS, "the plain way")
