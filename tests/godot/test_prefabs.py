"""Prefabs become nodes as their files say, whatever files, workers and the game do."""

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
    # The folders of a test project are links.
    "cutout/files/roots": [str(engine.PROJECT)],
}


def run_prefabs(case: str, folder: Path, *arguments: str, **settings: object) -> engine.Verdict:
    """Run a case with the kinds of `support.prefab_kinds`, in a home of its own."""
    project = folder / "project"
    project.mkdir()
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    made = engine.make_project(project, {**SETTINGS, **settings})
    return engine.run_case(case, *arguments, project=made, environment=home)


@pytest.mark.parametrize("case", ["prefab_library", "prefab_values", "prefab_scripts", "prefab_errors"])
def test_prefabs(case: str, tmp_path: Path) -> None:
    run_prefabs(case, tmp_path).assert_passed()
