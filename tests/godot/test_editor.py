"""The plugin in a real editor: what it adds to a project, and what it shows."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from screen import virtual_screen
from support import editor, engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

GAME = """extends Node


func _ready() -> void:
	for i in 3:
		CutoutBatch.submit_fracture(PackedVector2Array([Vector2.ZERO, Vector2(90, 0), Vector2(0, 90)]))
"""
SCENE = """[gd_scene format=3]

[ext_resource type="Script" path="res://game.gd" id="1"]

[node name="Game" type="Node"]
script = ExtResource("1")
"""
CRATE = """@tool
extends Polygon2D

@export var params: CutoutFractureParams
"""
CRATE_SCENE = """[gd_scene format=3]

[ext_resource type="Script" path="res://crate.gd" id="1"]
[ext_resource type="Script" path="res://addons/cutout/fracture/cutout_fracture_params.gd" id="2"]

[sub_resource type="Resource" id="params"]
script = ExtResource("2")
pattern = "line"
line_start = Vector2(0, 50)
line_end = Vector2(100, 40)

[node name="Crate" type="Polygon2D"]
position = Vector2(300, 80)
scale = Vector2(2, 2)
offset = Vector2(10, 0)
polygon = PackedVector2Array(0, 0, 100, 0, 100, 100, 0, 100)
script = ExtResource("1")
params = SubResource("params")
"""


def test_enabling_and_disabling_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    editor.run_case("editor_lifecycle", editor.make_project(tmp_path, enabled=False)).assert_passed()


def test_other_autoloads_keep_their_order(tmp_path: Path) -> None:
    project = editor.make_project(tmp_path, enabled=False)
    for name in ("zebra", "ant"):
        (project / f"{name}.gd").write_text("extends Node\n")
    file = project / "project.godot"
    autoloads = '[autoload]\n\nZebra="*res://zebra.gd"\nAnt="*res://ant.gd"\n\n'
    file.write_text(file.read_text().replace("[editor]", autoloads + "[editor]"))
    editor.run_case("editor_lifecycle", project).assert_passed()
    after = file.read_text()
    assert after.index("Zebra=") < after.index("Ant=") < after.index("CutoutBatch="), after


def test_preview_shows_what_real_workers_make_and_leaves_no_process(tmp_path: Path) -> None:
    verdict = editor.run_case("editor_preview", editor.make_project(tmp_path, enabled=True))
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []


def test_dock_shows_the_doctor_and_the_figures_of_a_running_game(tmp_path: Path) -> None:
    project = editor.make_project(tmp_path, enabled=True)
    (project / "game.gd").write_text(GAME)
    (project / "game.tscn").write_text(SCENE)
    verdict = editor.run_case("editor_dock", project)
    verdict.assert_passed()
    assert engine.survivors(verdict.mark) == []


def test_missing_python_is_a_sentence_and_mended_by_a_check(tmp_path: Path) -> None:
    settings = {"cutout/python/executable": "/nowhere/python"}
    editor.run_case("editor_broken", editor.make_project(tmp_path, enabled=True, settings=settings)).assert_passed()


def make_wheel(folder: Path, *, good: bool) -> None:
    """Make a wheel of a package without requirements, so that pip needs no network."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "probe-1.0-py3-none-any.whl", "w") as wheel:
        if not good:
            return
        wheel.writestr("probe.py", "answer = 42\n")
        about = "probe-1.0.dist-info"
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: probe\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


def test_dock_makes_an_environment(tmp_path: Path) -> None:
    """The project has no package, so the dock asks for one."""
    project = editor.make_project(tmp_path / "project", enabled=True)
    (project / ".venv").unlink()
    make_wheel(tmp_path / "elsewhere", good=True)
    wheel = next((tmp_path / "elsewhere").iterdir())

    verdict = editor.run_case("editor_dock", project, "--make", f"--package={wheel}")
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    assert "$ python3 -m venv" in facts["log"]
    assert str(wheel) in facts["log"]
    found = subprocess.run(
        [project / ".venv/bin/python", "-c", "import probe; print(probe.answer)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "42\n"
    assert "The environment is ready." in facts["log"]
    assert "has no package 'cutout'" in facts["status"], "the doctor looks at the new environment"


def test_dock_says_why_an_environment_cannot_be_made(tmp_path: Path) -> None:
    project = editor.make_project(tmp_path / "project", enabled=True)
    (project / ".venv").unlink()
    make_wheel(project / "addons" / "cutout" / "python", good=False)

    verdict = editor.run_case("editor_dock", project, "--make")
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    assert "$ python3 -m venv" in facts["log"]
    assert "failed with exit code 1" in facts["status"]
    assert "see the log" in facts["status"]


@pytest.mark.slow  # Builds the package.
@pytest.mark.timeout(900)
def test_dock_makes_an_environment_of_the_real_wheel(tmp_path: Path) -> None:
    project = editor.make_project(tmp_path / "project", enabled=True)
    (project / ".venv").unlink()
    wheels = str(project / "addons" / "cutout" / "python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", wheels, str(engine.PROJECT / "pylib")], check=True)

    verdict = editor.run_case("editor_dock", project, "--make")
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    assert "The environment is ready." in facts["log"]
    assert facts["status"] == "All is well.", "with workers of the new environment"


def make_crate(project: Path) -> Path:
    """Add a scene with a polygon that has parameters, and return the project."""
    (project / "crate.gd").write_text(CRATE)
    (project / "crate.tscn").write_text(CRATE_SCENE)
    return project


@pytest.mark.parametrize("case", ["editor_handles", "editor_lists"])
def test_points_are_dragged_and_undone(tmp_path: Path, case: str) -> None:
    project = make_crate(editor.make_project(tmp_path, enabled=True))
    editor.run_case(case, project).assert_passed()


def test_baking_keeps_the_live_fracture_in_the_scene(tmp_path: Path) -> None:
    project = make_crate(editor.make_project(tmp_path, enabled=True))
    editor.run_case("editor_bake", project).assert_passed()


@pytest.mark.slow  # An editor drawn without a graphics card.
def test_picture_of_the_editor(tmp_path: Path) -> None:
    """With ``--basetemp=build/editor-picture``, the picture of ``docs/guide_editor.md`` is left there."""
    project = make_crate(editor.make_project(tmp_path / "project", enabled=True))
    picture = tmp_path / "editor.png"
    with virtual_screen(1280, 1080) as environment:
        verdict = editor.run_case(
            "editor_picture", project, f"--file={picture}", environment=environment, headless=False
        )
    verdict.assert_passed()
    assert picture.exists()
