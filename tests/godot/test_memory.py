"""Memory does not grow with the number of jobs: not the game's, not the Python side's, not the workers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.godot, pytest.mark.slow]

MOST_GROWTH = 1.01
# A small cache is full after the jobs that warm up, and evicts in every later one.
SETTINGS = {"cutout/workers/cache_mb": 4}
WHOSE = ("engine", "game", "workers")
"""The engine's own count, the process of the game with the Python side in it, the workers."""


@pytest.mark.timeout(900)
def test_memory_is_flat_over_a_hundred_thousand_jobs(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, SETTINGS)
    verdict = engine.run_case("bench_memory", "--jobs=100000", project=project, limit_sec=800.0)
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    growth = {whose: facts[f"{whose}_last_bytes"] / facts[f"{whose}_first_bytes"] for whose in WHOSE}
    assert {whose: ratio for whose, ratio in growth.items() if ratio > MOST_GROWTH} == {}
