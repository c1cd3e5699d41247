"""The commands ``prefab`` and ``prefab-world``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cutout.__main__ import main

PROJECT = Path(__file__).resolve().parents[3]
LIBRARY = PROJECT / "demo_scenes" / "prefab_library"

LAMP = {"version": 1, "type": "Node3D", "children": [{"type": "Node3D"}]}
SCENE = {"version": 1, "scene": "a.tscn"}


@pytest.fixture
def game(tmp_path: Path) -> Path:
    folder = tmp_path / "game"
    (folder / "art").mkdir(parents=True)
    (folder / "project.godot").touch()
    write(folder / "art" / "lamp.json", LAMP)
    write(folder / "art" / "scene.json", SCENE)
    return folder


def write(path: Path, content: object) -> str:
    path.write_text(json.dumps(content))
    return str(path)


def test_a_prefab_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(LIBRARY / name) for name in ("lamp_red.json", "bench.ron")]
    assert main(["prefab", *files]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"{files[0]}: 8 nodes, 7 resources, made from 2 files"
    assert second.startswith(f"{files[1]}: 12 nodes")


def test_a_world_is_described_with_its_prefabs(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"prefab": "art/lamp.json", "positions": [[0, 0], [1, 1]]}
    world = write(game / "x.json", {"version": 1, "rows": [row], "regions": [{"name": "A", "rows": [row]}]})
    assert main(["prefab-world", world]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{world}: 4 points, 1 prefab, 1 region",
        "       4 res://art/lamp.json (2 nodes)",
    ]


def test_what_is_wrong_is_told_and_the_other_files_are_described(
    game: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = write(game / "wrong.json", {"version": 1, "typ": "Node3D"})
    assert main(["prefab", wrong, str(game / "gone.json"), str(game / "art" / "lamp.json")]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"{game}/art/lamp.json: 2 nodes, 0 resources, made from 1 file\n"
    first, second = printed.err.splitlines()
    assert first.startswith("cutout: res://wrong.json, line 1: 'typ' is no key here; did you mean 'type'?")
    assert second.startswith("cutout: there is no file")


@pytest.mark.parametrize("name", ["gone.json", "wrong.json"])
def test_a_prefab_of_a_world_that_does_not_compile_is_told(
    game: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(game / "wrong.json", {"version": 1, "typ": "Node3D"})
    world = write(game / "x.json", {"version": 1, "points": [{"prefab": name, "position": [0, 0]}]})
    assert main(["prefab-world", world]) == 1
    assert name in capsys.readouterr().err


def test_scenes_have_to_be_let_in_and_to_be_there(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world = write(game / "x.json", {"version": 1, "points": [{"prefab": "art/a.tscn", "position": [0, 0]}]})
    assert main(["prefab-world", world]) == 1
    assert "no pattern of allow_scripts lets it in" in capsys.readouterr().err
    assert main(["prefab-world", world, "--allow", "res://art/*"]) == 1
    assert "there is no file" in capsys.readouterr().err
    (game / "art" / "a.tscn").touch()
    assert main(["prefab-world", world, "--allow", "res://art/*"]) == 0
    assert "1 res://art/a.tscn (a scene)" in capsys.readouterr().out
    assert main(["prefab", str(game / "art" / "scene.json"), "--allow", "res://**"]) == 0


def test_schemes_can_be_set(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "user").mkdir()
    mod = write(tmp_path / "user" / "mod.json", {"version": 1, "extends": "res://lamp.json"})
    words = ["prefab", mod, "--root", str(game / "art")]
    assert main(words) == 1
    assert "is not in" in capsys.readouterr().err
    assert main([*words, "--user", str(tmp_path / "user")]) == 0
    assert "2 nodes, 0 resources, made from 2 files" in capsys.readouterr().out
