"""A streamed world keeps its promises whatever its viewers, its workers and its game do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

SETTINGS = {
    "cutout/python/modules": ["tests.support.kinds", "tests.support.world_kinds"],
    "cutout/workers/count": 2,
}


def run_world(case: str, folder: Path, *arguments: str, **settings: object) -> engine.Verdict:
    """Run a case with the kinds of `support.world_kinds`."""
    return engine.run_case(case, *arguments, project=engine.make_project(folder, {**SETTINGS, **settings}))


CASES = ("world_travel", "world_order", "world_shapes", "world_lifetime", "world_many", "world_threads")


@pytest.mark.parametrize("case", CASES)
def test_world(case: str, tmp_path: Path) -> None:
    run_world(case, tmp_path).assert_passed()


def test_teleports(tmp_path: Path) -> None:
    """So little fits a frame that there are always answers which wait to be applied."""
    run_world("world_teleport", tmp_path, **{"cutout/frame/budget_ms": 0.1}).assert_passed()


def test_faults_in_generation(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    deadline = {"cutout/jobs/deadline_sec": 0.5}
    run_world("world_faults", project, f"--folder={tmp_path}", **deadline).assert_passed()


@pytest.mark.parametrize("engine_name", ["GodotPhysics3D", "Jolt Physics"])
def test_what_is_seen_is_what_one_stands_on(engine_name: str, tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, SETTINGS)
    file = project / "project.godot"
    file.write_text(f'{file.read_text()}\n[physics]\n\n3d/physics_engine="{engine_name}"\n')
    engine.run_case("world_physics", project=project).assert_passed()


def test_without_python_something_stands_in(tmp_path: Path) -> None:
    missing = {"cutout/python/executable": "/nowhere/python"}
    run_world("world_backend_down", tmp_path, **missing).assert_passed()


@pytest.mark.parametrize("number", range(5))
def test_quit_in_mid_load(number: int, tmp_path: Path) -> None:
    verdict = run_world("world_quit", tmp_path, f"--number={number}")
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []


def test_ten_minutes_of_travel(tmp_path: Path) -> None:
    run_world("world_long", tmp_path, "--hours=0.1667").assert_passed()


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_two_hours_of_travel(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, SETTINGS)
    engine.run_case("world_long", "--hours=2", project=project, limit_sec=1100.0).assert_passed()
