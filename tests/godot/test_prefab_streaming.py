"""Prefabs are streamed as promised, whatever viewers, files, workers and the game do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

SETTINGS = {
    "cutout/python/modules": ["tests.support.kinds", "tests.support.prefab_kinds"],
    "cutout/workers/count": 1,
    "cutout/frame/budget_ms": 4.0,
    # The folders of a test project are links.
    "cutout/files/roots": [str(engine.PROJECT)],
}


def run_streamer(case: str, folder: Path, *arguments: str, **settings: object) -> engine.Verdict:
    """Run a case in a home of its own."""
    project = folder / "project"
    project.mkdir()
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    made = engine.make_project(project, {**SETTINGS, **settings})
    return engine.run_case(case, *arguments, project=made, environment=home)


@pytest.mark.parametrize(
    "case",
    [
        "prefab_stream_order",
        "prefab_stream_regions",
        "prefab_stream_reload",
        "prefab_stream_faults",
        "prefab_stream_lifetime",
    ],
)
def test_streaming(case: str, tmp_path: Path) -> None:
    run_streamer(case, tmp_path).assert_passed()


def test_without_python_scenes_come_all_the_same(tmp_path: Path) -> None:
    missing = {"cutout/python/executable": "/nowhere/python"}
    run_streamer("prefab_stream_backend_down", tmp_path, **missing).assert_passed()


def test_teleports_among_ten_thousand(tmp_path: Path) -> None:
    run_streamer("prefab_stream_teleport", tmp_path).assert_passed()


@pytest.mark.parametrize("number", range(5))
def test_quit_in_mid_load(number: int, tmp_path: Path) -> None:
    verdict = run_streamer("prefab_stream_quit", tmp_path, f"--number={number}")
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []
