"""Prefabs and their instances follow their files, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot


def run_reload(case: str, folder: Path, *arguments: str) -> engine.Verdict:
    """Run a case in a home of its own."""
    project = folder / "project"
    project.mkdir()
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    settings = {"cutout/workers/count": 1, "cutout/python/modules": ["tests.support.kinds"]}
    made = engine.make_project(project, settings)
    return engine.run_case(f"prefab_reload_{case}", *arguments, project=made, environment=home)


@pytest.mark.parametrize("case", ["change", "watch", "values", "structure", "files", "meshes", "spawns"])
def test_prefabs_follow_their_files(case: str, tmp_path: Path) -> None:
    run_reload(case, tmp_path).assert_passed()


@pytest.mark.parametrize("number", range(5))
def test_quit_in_mid_reload(number: int, tmp_path: Path) -> None:
    verdict = run_reload("quit", tmp_path, f"--number={number}")
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []
