"""Whether memory stays flat over 100,000 jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figure import Figure
from staged import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py memory"
MEBIBYTE = float(1 << 20)
# A small cache is full after the jobs that warm up, and evicts in every later one.
SETTINGS = {"cutout/workers/cache_mb": 4}
WHOSE = {
    "engine": "memory that the engine counts",
    "game": "resident memory of the game with the Python side in it",
    "workers": "resident memory of the workers",
}


def measure() -> Iterator[Figure]:
    """Compare the median of the last tenth of the jobs with that of the first."""
    facts = facts_of("bench_memory", settings=SETTINGS)
    for key, what in WHOSE.items():
        yield Figure(
            name=f"memory.{key}",
            value=facts[f"{key}_last_bytes"] / MEBIBYTE,
            baseline=facts[f"{key}_first_bytes"] / MEBIBYTE,
            unit="MiB",
            against=f"{what} at the start of {facts['jobs']:.0f} jobs; target <= 1.01x",
            command=COMMAND,
        )
