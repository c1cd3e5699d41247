"""Meshes are loaded and kept as promised, whatever files, workers and the game do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from cutout.meshes.options import Options
from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

SETTINGS = {
    "cutout/python/modules": ["tests.support.kinds", "tests.support.mesh_kinds"],
    "cutout/workers/count": 1,
}


def run_meshes(case: str, folder: Path, *arguments: str, **settings: object) -> engine.Verdict:
    """Run a case with the kinds of `support.mesh_kinds`, in a home of its own."""
    project = folder / "project"
    project.mkdir()
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    made = engine.make_project(project, {**SETTINGS, **settings})
    return engine.run_case(case, *arguments, project=made, environment=home)


@pytest.mark.parametrize("case", ["mesh_loading", "mesh_order", "mesh_cache", "mesh_prefetch", "mesh_lifetime"])
def test_meshes(case: str, tmp_path: Path) -> None:
    run_meshes(case, tmp_path).assert_passed()


def test_files(tmp_path: Path) -> None:
    root = tmp_path / "elsewhere"
    root.mkdir()
    verdict = run_meshes("mesh_files", tmp_path, f"--root={root}", **{"cutout/files/roots": [str(root)]})
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    # Both sides have the same options, with the same defaults.
    assert facts["defaults"] == asdict(Options())


def test_meshes_kept_on_disk(tmp_path: Path) -> None:
    # Workers read whatever they are asked for.
    settings = {"cutout/meshes/disk_cache_mb": 1, "cutout/workers/cache_mb": 0}
    run_meshes("mesh_disk", tmp_path, **settings).assert_passed()


def test_nobody_waits_for_the_threads_of_a_loader_that_leaves(tmp_path: Path) -> None:
    run_meshes("threads_go_on", tmp_path).assert_passed()


@pytest.mark.parametrize("number", range(4))
def test_quit_in_mid_load(number: int, tmp_path: Path) -> None:
    verdict = run_meshes("mesh_quit", tmp_path, f"--number={number}")
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []
