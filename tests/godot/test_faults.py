"""Whatever happens to workers and jobs, each job ends exactly once; whenever the game ends, nothing stays."""

from __future__ import annotations

import re
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
WAIT = 1
"""The value of ``cutout/frame/when_paused`` that lets results pile up."""

STATES = 7
"""Of the case ``quit_in_state``."""


def new_seed() -> int:
    """Draw a seed and print it: pytest shows it if the test fails."""
    seed = secrets.randbelow(1 << 31)
    print("seed", seed)  # noqa: T201 - a failure has to be repeatable
    return seed


def run_random(case: str, folder: Path, *arguments: str, limit_sec: float = 280.0) -> engine.Verdict:
    project = engine.make_project(folder, SETTINGS)
    return engine.run_case(case, *arguments, f"--seed={new_seed()}", project=project, limit_sec=limit_sec)


def test_random_jobs_end_exactly_once(tmp_path: Path) -> None:
    run_random("random_jobs", tmp_path, "--jobs=5000").assert_passed()


def test_faults_cost_only_their_own_jobs(tmp_path: Path) -> None:
    run_random("faults", tmp_path, "--jobs=400", "--kills=8").assert_passed()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_thousand_jobs_and_a_hundred_killed_workers(tmp_path: Path) -> None:
    kills = 100
    verdict = run_random("faults", tmp_path, "--jobs=2000", f"--kills={kills}", limit_sec=800.0)
    verdict.assert_passed()
    hits = re.findall(r"ended while it ran '(?:echo|fracture|work)'", verdict.log)
    assert len(hits) > kills / 2, "most kills are to find a worker in the midst of a good job"


def quit_many_times(times: int, folder: Path) -> None:
    """Quit by turns at a random moment of random work, and in each of the states that one can name."""
    project = engine.make_project(folder, {**SETTINGS, "cutout/frame/when_paused": WAIT})
    first = new_seed()
    states = set()
    for number in range(times):
        case = ("quit_any_time", "quit_in_state")[number % 2]
        verdict = engine.run_case(case, f"--seed={first + number // 2}", project=project)
        verdict.assert_passed()
        assert engine.survivors(verdict.mark) == [], f"{case} {first + number // 2} left processes\n{verdict.log}"
        facts = verdict.values["facts"]
        assert isinstance(facts, dict)
        states.add(facts.get("state"))
    assert len(states - {None}) == STATES, states


def test_quit_in_any_state(tmp_path: Path) -> None:
    quit_many_times(2 * STATES, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_quit_in_any_state_two_hundred_times(tmp_path: Path) -> None:
    quit_many_times(200, tmp_path)
