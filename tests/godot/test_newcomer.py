"""A newcomer's first quarter of an hour: the steps of the README, word for word, in an empty project."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

README = engine.PROJECT / "README.md"
HEADING = "## Into your own project"
PROJECT_FILE = """config_version=5

[application]

config/name="A game"

[editor_plugins]

enabled=PackedStringArray("res://addons/editor_cases/plugin.cfg")

[cutout]

workers/nice=0
"""
SCENE = """[gd_scene format=3]

[ext_resource type="Script" path="res://main.gd" id="1"]

[node name="Main" type="Node2D"]
script = ExtResource("1")

[node name="Crate" type="Polygon2D" parent="."]
polygon = PackedVector2Array(0, 0, 100, 0, 100, 100, 0, 100)
"""


def section() -> str:
    """Return the part of the README on a project of one's own."""
    text = README.read_text()
    start = text.index(HEADING)
    return text[start : text.index("\n## ", start + 1)]


def block(language: str) -> str:
    """Return the first code block of that part in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", section(), re.DOTALL | re.MULTILINE)
    assert found, f"no block of {language} under '{HEADING}'"
    return found[1]


def commands() -> list[str]:
    """Return the lines to type, without what is said about them."""
    return [line.split("  #")[0] for line in block("sh").splitlines()]


def type_in(lines: list[str], game: Path) -> None:
    """Type lines into a shell, in Cutout's folder."""
    script = f"GAME={shlex.quote(str(game))}\n" + "\n".join(lines)
    answer = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=engine.PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout


def open_and_enable(game: Path) -> None:
    """Open the project for the first time, and turn the plugin on."""
    tests = engine.PROJECT / "tests" / "godot"
    shutil.copytree(tests / "editor", game / "addons" / "editor_cases")
    for shared in ("checks.gd", "error_collector.gd"):
        shutil.copy(tests / shared, game / "addons")
    verdict = engine.run("--editor", "--", "--case=editor_newcomer", project=game)
    verdict.assert_passed()


def play(game: Path) -> None:
    """Play the scene with the README's script, and look for pieces."""
    (game / "main.gd").write_text(block("gdscript"))
    (game / "main.tscn").write_text(SCENE)
    verdict = engine.run("--script", "res://addons/editor_cases/watch.gd", project=game)
    verdict.assert_passed()
    assert verdict.values["facts"] == {"pieces": 12, "failed": 0}
    assert verdict.log.count(" fragments") == 100, verdict.log
    assert engine.survivors(verdict.mark) == []


def empty_project(folder: Path) -> Path:
    """Make what the engine makes of a new project."""
    game = folder / "my game"
    game.mkdir()
    (game / "project.godot").write_text(PROJECT_FILE)
    return game


def test_steps_of_the_readme(tmp_path: Path) -> None:
    """All but what takes minutes: the environment is this one's."""
    game = empty_project(tmp_path)
    lines = commands()
    copying = [line for line in lines if line.startswith(("mkdir ", "cp "))]
    assert len(lines) == len(copying) + 3, "the others: make setup, venv, pip"
    type_in(copying, game)
    (game / ".venv").symlink_to(engine.PROJECT / ".venv")
    open_and_enable(game)
    play(game)


@pytest.mark.slow  # Builds the package, in an environment of its own.
@pytest.mark.timeout(1200)
def test_steps_of_the_readme_with_an_environment_of_its_own(tmp_path: Path) -> None:
    game = empty_project(tmp_path)
    type_in(commands(), game)
    assert not (game / ".venv").is_symlink()
    open_and_enable(game)
    play(game)
