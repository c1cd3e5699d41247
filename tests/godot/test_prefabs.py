"""Prefabs become nodes as their files say, whatever files, workers and the game do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import engine, prefab_kinds

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

SETTINGS = {
    "cutout/python/modules": ["tests.support.kinds", "tests.support.prefab_kinds"],
    "cutout/workers/count": 1,
    # The folders of a test project are links.
    "cutout/files/roots": [str(engine.PROJECT)],
}
CASES = ["library", "values", "scripts", "mods", "errors", "assets", "spawn", "packs", "cache", "lifetime"]


def run_prefabs(case: str, folder: Path, *arguments: str, **settings: object) -> engine.Verdict:
    """Run a case with the kinds of `support.prefab_kinds`, in a home of its own."""
    project = folder / "project"
    project.mkdir()
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    made = engine.make_project(project, {**SETTINGS, **settings})
    return engine.run_case(f"prefab_{case}", *arguments, project=made, environment=home)


@pytest.mark.parametrize("case", CASES)
def test_prefabs(case: str, tmp_path: Path) -> None:
    run_prefabs(case, tmp_path).assert_passed()


def test_forms_that_are_no_prefab(tmp_path: Path) -> None:
    groups = {
        "broken": prefab_kinds.BROKEN,
        "wrong": prefab_kinds.WRONG,
        "forbidden": prefab_kinds.FORBIDDEN,
        "unmade": prefab_kinds.UNMADE,
    }
    arguments = [f"--{name}={'|'.join(faults)}" for name, faults in groups.items()]
    verdict = run_prefabs("hostile", tmp_path, *arguments)
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    assert facts.keys() == {fault for faults in groups.values() for fault in faults}


def test_without_python_scenes_are_there(tmp_path: Path) -> None:
    missing = {"cutout/python/executable": "/nowhere/python"}
    run_prefabs("backend_down", tmp_path, **missing).assert_passed()


@pytest.mark.parametrize("number", range(6))
def test_quit_in_mid_load_and_mid_spawn(number: int, tmp_path: Path) -> None:
    verdict = run_prefabs("quit", tmp_path, f"--number={number}")
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []
