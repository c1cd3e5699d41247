"""The options of meshes in GDScript and in Python: same names, same defaults, same choices."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from cutout.meshes.options import CHOICES, Options

SCRIPT = Path(__file__).parents[3] / "addons/cutout/meshes/cutout_mesh_loader.gd"
SOURCE = SCRIPT.read_text(encoding="utf-8")
SPELLINGS = {"true": "True", "false": "False", "256 * 1024 * 1024": str(256 << 20)}


def test_the_names_are_the_same() -> None:
    listed = re.search(r"const OPTIONS: PackedStringArray = \[(.*?)\]", SOURCE, re.DOTALL)
    assert listed is not None
    assert re.findall(r'"(\w+)"', listed[1]) == [each.name for each in fields(Options)]


def test_the_defaults_and_choices_are_the_same() -> None:
    for each in fields(Options):
        found = re.search(
            rf"^@export(?:_enum\((?P<choices>.*)\)|.*)? var {each.name} := (?P<default>.*)$", SOURCE, re.MULTILINE
        )
        assert found is not None, each.name
        assert SPELLINGS.get(found["default"], found["default"].strip('"')) == str(each.default), each.name
        if each.name in CHOICES:
            assert set(re.findall(r'"(\w+)"', found["choices"] or "")) == set(CHOICES[each.name])
