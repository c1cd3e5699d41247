"""What fragments in space cost the main thread: to create and to free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figure import Figure
from support import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py apply_3d"
NAIVE = "body, CollisionShape3D, MeshInstance3D, queue_free, same run"
ONE_TICK_A_FRAME = ("--fixed-fps", "60")
ROWS = (
    ("fragment", "create", "by hand"),
    ("fragment", "free", "by hand"),
    ("debris", "create", "through CutoutDebris3D"),
    ("server", "create", "drawn by the rendering server, without a node for it"),
    ("server", "move", "the same, in each later frame"),
    ("fragment", "move", "in each later frame"),
    ("picture", "create", "without physics"),
)


def measure() -> Iterator[Figure]:
    """Create and free 120 fragments in turn with the plain way: visible cost and what shows up later in the frame."""
    verdict = engine.run(*ONE_TICK_A_FRAME, engine.RUNNER, "--", "--case=bench_apply_3d")
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    for way, what, how in ROWS:
        yield Figure(
            name=f"apply_3d.{way}_{what}",
            value=facts[f"{way}_{what}_usec"],
            baseline=facts[f"naive_{what}_usec"],
            unit="us",
            against=f"{NAIVE}; {how}",
            command=COMMAND,
        )
