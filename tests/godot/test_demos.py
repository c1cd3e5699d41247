"""The demos: they play, and show what users may write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from demo import PROJECT, demos
from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

SCRIPTS = sorted((PROJECT / "demo_scenes").rglob("*.gd"))
MOST_LINES = 150
OVERLAY = "res://addons/cutout/debug/cutout_overlay.tscn"
ALARM = re.compile(r"^(?:SCRIPT |USER )?ERROR:.*|.*leaked at exit.*|.*Traceback.*", re.MULTILINE)
PRIVATE = re.compile(r"(?<!\bself)\._\w+")
"""A member with an underscore, of something other than the script itself; comments and strings are taken out before."""


@pytest.mark.parametrize("demo", demos())
def test_demo_plays(demo: str) -> None:
    verdict = engine.run(f"res://demo_scenes/{demo}/{demo}.tscn", "--", "--once", project=engine.plain_project())
    assert verdict.code == 0, verdict.log
    assert not ALARM.findall(verdict.log), verdict.log
    assert not engine.survivors(verdict.mark)


def test_demos_can_be_opened_used_and_left() -> None:
    verdict = engine.run("--script", "res://tests/godot/demo_tour.gd", project=engine.plain_project())
    assert verdict.code == 0, verdict.log
    assert verdict.values == {"ok": True, "opened": len(demos()) - 1}, verdict.log
    # Not the warning of leaked instances: Godot 4.6 leaks a coroutine that awaits another one of a node that is freed.
    assert not re.findall("^(?:SCRIPT )?ERROR:.*", verdict.log, re.MULTILINE), verdict.log
    assert not engine.survivors(verdict.mark)


def test_failing_jobs_fail_the_demo(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/jobs/queue_limit": 1})
    verdict = engine.run("res://demo_scenes/letters/letters.tscn", "--", "--once", project=project)
    assert verdict.code == 1
    assert "A job has failed" in verdict.log


def test_missing_python_fails_the_demo(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/python/executable": "/nowhere/python3"})
    verdict = engine.run("res://demo_scenes/letters/letters.tscn", "--", "--once", project=project)
    assert verdict.code == 1
    assert "/nowhere/python3" in verdict.log


def test_menu_lists_every_demo() -> None:
    table = (PROJECT / "demo_scenes" / "menu" / "demos.gd").read_text()
    assert set(demos()) - {"menu"} <= set(re.findall(r'"name": "(\w+)"', table))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_is_short_and_uses_the_public_api(script: Path) -> None:
    text = script.read_text()
    assert len(text.splitlines()) <= MOST_LINES
    assert set(re.findall(r"res://addons/[\w./]+", text)) <= {OVERLAY}
    code = re.sub(r'#.*|"(?:\\.|[^"\\])*"', "", text)
    assert not PRIVATE.findall(code)
    assert not re.search(r"^class_name\b", code, re.MULTILINE), "it would be in the way of the user's own"


@pytest.mark.parametrize("scene", sorted((PROJECT / "demo_scenes").rglob("*.tscn")), ids=lambda path: path.stem)
def test_scene_uses_the_public_api(scene: Path) -> None:
    # Nodes and resources of the addon are used by their scripts' paths in a scene, so internal ones are the nameless.
    for path in re.findall(r"res://addons/[\w./]+", scene.read_text()):
        script = PROJECT / path.removeprefix("res://")
        assert path == OVERLAY or re.search(r"^class_name Cutout", script.read_text(), re.MULTILINE), path
