"""Exported games: made by the real exporter, moved elsewhere, and run with nothing of this machine's Python."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from support import editor, engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = [pytest.mark.godot, pytest.mark.timeout(1200)]

LIMIT_SEC = 500
SETTINGS = {
    "cutout/python/modules": ["places"],
    "cutout/workers/count": 1,
    "cutout/prefabs/allow_scripts": ["res://prefabs/*.tscn"],
}
# The engine's editor stands in for a template: it plays the game whose package lies beside it.
PRESET = """[preset.0]

name="Linux"
platform="Linux"
runnable=true
export_filter="all_resources"
include_filter="*.bin"
exclude_filter=""

[preset.0.options]

custom_template/release="{template}"
binary_format/architecture="x86_64"
{options}
"""
KINDS = """import os, sys
import cutout

def mapped(pid):
    with open(f"/proc/{pid}/maps") as file:
        lines = [line.split(maxsplit=5) for line in file]
    return sorted({line[5].strip() for line in lines if len(line) > 5 and line[5].startswith("/")})

@cutout.kind("places")
def places(request):
    modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return {
        "executable": sys.executable,
        "path": sys.path,
        "prefix": sys.prefix,
        "modules": [file for file in modules if file],
        "worker": mapped("self"),
        "game": mapped(os.getppid()),
    }
"""
CORNERS = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1)]
FACES = [(0, 2, 1), (0, 3, 2), (0, 1, 5), (0, 5, 4), (0, 4, 3), (1, 2, 5), (2, 3, 4), (2, 4, 5)]
MIXED = {
    "version": 1,
    "name": "Mixed",
    "type": "Node3D",
    "children": [
        {"name": "Wedge", "type": "MeshInstance3D", "properties": {"mesh": {"mesh": "../parts/wedge.stl"}}},
        {"name": "Post", "scene": "post.tscn"},
    ],
}
POST = """[gd_scene format=3]

[node name="Post" type="Node3D"]

[node name="Top" type="Node3D" parent="."]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that goes when the test has ended: engines and Pythons are too large to be kept."""
    yield tmp_path
    shutil.rmtree(tmp_path)


def wedge() -> str:
    """Return a closed solid as text STL."""
    lines = ["solid wedge"]
    for face in FACES:
        corners = "\n".join("vertex {} {} {}".format(*CORNERS[corner]) for corner in face)
        lines.append(f"facet normal 0 0 0\nouter loop\n{corners}\nendloop\nendfacet")
    return "\n".join([*lines, "endsolid wedge\n"])


def make_game(folder: Path, options: str = "", more: Mapping[str, object] | None = None) -> Path:
    """Make a project that plays the cases of exported games; `more` are settings."""
    folder.mkdir()
    project = editor.make_project(folder, enabled=True, settings={**SETTINGS, **(more or {})})
    settings = project / "project.godot"
    scene = f'config/name="Editor cases"\nrun/main_scene="{engine.RUNNER}"'
    settings.write_text(settings.read_text().replace('config/name="Editor cases"', scene))
    tests = project / "tests" / "godot"
    (tests / "cases").mkdir(parents=True)
    cases = [f"cases/exported_{name}.gd" for name in ("game", "alone")]
    for name in ("case.gd", "checks.gd", "error_collector.gd", "runner.gd", "runner.tscn", *cases):
        shutil.copyfile(engine.PROJECT / "tests" / "godot" / name, tests / name)
    library = Path("demo_scenes") / "prefab_library"
    shutil.copytree(engine.PROJECT / library, project / library)
    for name, content in {
        "places.py": KINDS,
        "parts/wedge.stl": wedge(),
        "parts/packed.bin": "no worker reads this",
        "prefabs/mixed.json": json.dumps(MIXED),
        "prefabs/post.tscn": POST,
        "ignored/.gdignore": "",
        "ignored/kept.json": "{}",
        "export_presets.cfg": PRESET.format(template=engine.godot(), options=options),
    }.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(content)
    return project


def export(project: Path, game: Path, *, pack: bool = False) -> str:
    """Export a project, and return the log without what every file adds to it."""
    game.parent.mkdir(parents=True, exist_ok=True)
    what = "--export-pack" if pack else "--export-release"
    verdict = engine.run(what, "Linux", str(game), project=project, limit_sec=LIMIT_SEC)
    log = "\n".join(line for line in verdict.log.splitlines() if not re.match(r"\x1b|\[", line))
    assert verdict.code == 0, log
    return log


def play(game: Path, case: str) -> engine.Verdict:
    """Play a game in the environment of a stranger, who has no Python."""
    mark = uuid.uuid4().hex
    answer = subprocess.run(
        [game, "--headless", "--audio-driver", "Dummy", "--", f"--case={case}"],
        cwd="/",
        env={"HOME": str(game.parent), "PATH": "/nowhere", engine.MARK: mark},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=engine.LIMIT_SEC,
        check=False,
    )
    verdict = engine.read_verdict(answer.returncode, answer.stdout, mark)
    verdict.assert_passed()
    assert engine.survivors(mark) == []
    return verdict


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_exported_game_runs_elsewhere(folder: Path) -> None:
    """A fracture, a mesh, prefabs, a world and the project's own kind, with what the export has put beside the game."""
    project = make_game(folder / "project")
    log = export(project, folder / "out" / "game")
    assert "ERROR" not in log, log
    place = folder / "another place"
    (folder / "out").rename(place)
    shutil.rmtree(project)
    beside = place / "cutout"
    shutil.copyfile(beside / "res" / "parts" / "wedge.stl", beside / "outside.stl")
    (beside / "res" / "parts" / "link.stl").symlink_to(beside / "outside.stl")
    facts = cast("dict[str, Any]", play(place / "game", "exported_game").values["facts"])
    places = facts["places"]
    assert places["executable"] == str(beside / "python" / "bin" / "python")
    assert places["prefix"] == str(beside / "python")
    # A system's Python has its parts among all other libraries; one that was built lies apart.
    mine = [engine.PROJECT / ".venv", engine.PROJECT / "pylib", project]
    mine += [Path(sys.base_prefix)] if sys.base_prefix != "/usr" else []
    used = [*places["path"], *places["modules"], *places["worker"], *places["game"]]
    assert any("libpython" in path for path in places["game"]), "the maps can be read"
    assert [path for path in used if any(Path(path).is_relative_to(each) for each in mine)] == []


def test_exported_files(folder: Path) -> None:
    """The preset says which; what one export has put there the next one takes away, and nothing else."""
    options = 'cutout/copy_python=false\ncutout/files=PackedStringArray("parts/*.stl", "ignored/*.json", "mixed.*")'
    project = make_game(folder / "project", options, {"cutout/python/executable": "/nowhere/python"})
    # Links may lead out of the project.
    (project / "parts" / "link.stl").symlink_to(project / "parts" / "wedge.stl")
    game = folder / "out" / "game"
    export(project, game.with_suffix(".pck"), pack=True)
    beside = game.parent / "cutout"
    assert files_below(beside / "res") == ["ignored/kept.json", "parts/wedge.stl", "places.py", "prefabs/mixed.json"]
    assert not (beside / "python").exists()
    (beside / "res" / "mine.txt").write_text("a player's own")
    (project / "parts" / "wedge.stl").unlink()
    preset = project / "export_presets.cfg"
    preset.write_text(preset.read_text().replace("copy_python=false", "copy_python=true"))
    log = export(project, game.with_suffix(".pck"), pack=True)
    assert "ERROR: Cutout: '/nowhere/python' cannot be started" in log, log
    assert files_below(beside / "res") == ["ignored/kept.json", "mine.txt", "places.py", "prefabs/mixed.json"]
    # A package brings neither the engine nor the native library.
    shutil.copy(engine.godot(), game)
    library = "libcutout_python.so"
    shutil.copyfile(editor.ADDON / "bin" / library, game.parent / library)
    play(game, "exported_alone")
