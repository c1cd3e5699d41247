"""The commands ``fracture`` and ``preview``."""

from __future__ import annotations

import argparse
import builtins
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from cutout.fracturing import cli
from cutout.fracturing.gallery import TILES
from cutout.fracturing.params import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATA = Path(__file__).parents[2] / "data"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers(required=True))
    arguments = parser.parse_args(words)
    code: int = arguments.run(arguments)
    return code


@pytest.mark.parametrize("name", ["square", "letter_a", "blob_with_holes"])
def test_fracture_prints_json(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fracture", str(DATA / f"{name}.json")) == 0
    printed = json.loads(capsys.readouterr().out)
    assert len(printed["fragments"]) == len(printed["areas"]) == len(printed["convex_parts"])
    assert sum(printed["areas"]) == pytest.approx(printed["report"]["input_area"])


def test_set_overrides_a_parameter(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fracture", str(DATA / "square.json"), "--set", "fragment_count=3", "--set", "pattern=random") == 0
    assert len(json.loads(capsys.readouterr().out)["fragments"]) == 3


def test_extruded_fragments_are_printed_as_solids(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--set", "fragment_count=3", "--set", "extrude_depth=2", "--set", "uv_rect=[0, 0, 64, 64]"]
    assert run("fracture", str(DATA / "square.json"), *words) == 0
    printed = json.loads(capsys.readouterr().out)
    assert len(printed["solids"]) == len(printed["fragments"])
    for solid, ring in zip(printed["solids"], printed["fragments"], strict=True):
        assert {side: len(surface["positions"]) for side, surface in solid.items()} == {
            "front": len(ring),
            "back": len(ring),
            "side": 4 * len(ring),
        }
        assert {position[2] for position in solid["front"]["positions"]} == {1.0}


def test_preview_writes_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.png"
    assert run("preview", str(DATA / "letter_a.json"), "--png", str(out)) == 0
    assert "fragments" in capsys.readouterr().out
    with Image.open(out) as image:
        assert max(image.size) == 1024
        assert len(image.getcolors(maxcolors=1024 * 1024) or []) > 8


def test_gallery_draws_every_pattern(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "gallery.png"
    assert {tile.pattern for tile in TILES} == set(PATTERNS)
    assert run("preview", "--gallery", str(out)) == 0
    assert f"{len(PATTERNS)} patterns" in capsys.readouterr().out
    with Image.open(out) as image:
        assert image.width > 1000
        assert len(image.getcolors(maxcolors=2048 * 2048) or []) > 8


@pytest.mark.parametrize(
    "words",
    [[], ["--png", "a.png"], ["square.json"], ["square.json", "--gallery", "a.png"], ["--gallery", "a", "--png", "b"]],
)
def test_preview_says_what_it_takes(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("preview", *words) == 1
    assert "FILE --png OUT, or --gallery OUT" in capsys.readouterr().err


def test_pattern_and_points_come_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--set", "pattern=line", "--set", "line_start=[0, 10]", "--set", "line_end=[9, 11]"]
    assert run("fracture", str(DATA / "square.json"), *words) == 0
    assert len(json.loads(capsys.readouterr().out)["fragments"]) == 2


def test_preview_without_pillow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load = builtins.__import__

    def without_preview(
        name: str,
        namespace: Mapping[str, object] | None = None,
        local: Mapping[str, object] | None = None,
        wanted: Sequence[str] | None = (),
        level: int = 0,
    ) -> object:
        if name == "gallery" and level == 1:
            raise ModuleNotFoundError("No module named 'PIL'", name="PIL")
        return load(name, namespace, local, wanted, level)

    monkeypatch.setattr(builtins, "__import__", without_preview)
    assert run("preview", str(DATA / "square.json"), "--png", str(tmp_path / "out.png")) == 1
    assert "pip install 'cutout[preview]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("3", "must hold a list of points"),
        ("{}", 'an object with "rings"'),
        ('{"rings": [], "colour": 1}', "not 'colour'"),
        ('{"rings": [], "params": 1}', "params must be an object"),
        ('{"rings": []}', "no points"),
        ("[[0, 0], [1, NaN], [1, 1]]", "point 1 of ring 0"),
        ('{"rings": [[[0, 0], [1, 0], [1, 1]]], "params": {"fragment_count": 0}}', "fragment_count must be"),
    ],
)
def test_wrong_input_is_one_line_and_an_exit_code(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "polygon.json"
    file.write_text(text, encoding="utf-8")
    assert run("fracture", str(file)) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_absent_file_and_bad_setting_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fracture", str(tmp_path / "absent.json")) == 1
    assert "cannot read" in capsys.readouterr().err
    assert run("fracture", str(DATA / "square.json"), "--set", "seed") == 1
    assert "NAME=VALUE" in capsys.readouterr().err
