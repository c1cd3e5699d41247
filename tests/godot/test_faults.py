"""Whatever happens to workers and jobs, each job ends exactly once; whenever the game ends, nothing stays."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

SETTINGS = {
    "cutout/python/modules": ["tests.support.kinds"],
    "cutout/workers/count": 2,
    "cutout/workers/memory_limit_mb": 256,
    "cutout/jobs/deadline_sec": 5.0,
}


def new_seed() -> int:
    """Draw a seed and print it: pytest shows it if the test fails."""
    seed = secrets.randbelow(1 << 31)
    print("seed", seed)  # noqa: T201 - a failure has to be repeatable
    return seed


def run_random(case: str, folder: Path, *arguments: str) -> engine.Verdict:
    project = engine.make_project(folder, SETTINGS)
    return engine.run_case(case, *arguments, f"--seed={new_seed()}", project=project)


def test_random_jobs_end_exactly_once(tmp_path: Path) -> None:
    run_random("random_jobs", tmp_path, "--jobs=5000").assert_passed()


def test_faults_cost_only_their_own_jobs(tmp_path: Path) -> None:
    run_random("faults", tmp_path, "--jobs=400", "--kills=8").assert_passed()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_thousand_jobs_and_a_hundred_killed_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LIMIT_SEC", 800)
    run_random("faults", tmp_path, "--jobs=2000", "--kills=100").assert_passed()


def quit_many_times(times: int, folder: Path) -> None:
    project = engine.make_project(folder, SETTINGS)
    first = new_seed()
    marks = []
    for seed in range(first, first + times):
        verdict = engine.run_case("quit_any_time", f"--seed={seed}", project=project)
        verdict.assert_passed()
        marks.append(verdict.mark)
    assert [pid for mark in marks for pid in engine.survivors(mark)] == []


def test_quit_in_any_state(tmp_path: Path) -> None:
    quit_many_times(20, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_quit_in_any_state_two_hundred_times(tmp_path: Path) -> None:
    quit_many_times(200, tmp_path)
