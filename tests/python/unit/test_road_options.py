"""Options of roads in Python and in GDScript, and the cross-sections they make."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cutout.world.roads import WIDTHS, Profile
from cutout.world.roads.options import OPTIONS, TYPE_DEFAULTS, TYPES

SOURCE = (Path(__file__).parents[3] / "addons/cutout/world/cutout_roads.gd").read_text(encoding="utf-8")


def constant(name: str) -> Any:
    """Return the value of a constant of the script."""
    start = SOURCE.index("=", SOURCE.index(f"const {name}")) + 1
    text = SOURCE[start:].lstrip()
    closing = {"{": "}", "[": "]"}[text[0]]
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == text[0]) - (letter == closing)
        if depth == 0:
            return ast.literal_eval(text[: place + 1].replace("true", "True").replace("false", "False"))
    raise AssertionError(name)


def test_defaults_are_the_same() -> None:
    mirrored = constant("DEFAULTS")
    assert mirrored == {name: option.default for name, option in OPTIONS.items()}
    assert {name: type(value) for name, value in mirrored.items()} == {
        name: type(option.default) for name, option in OPTIONS.items()
    }
    assert constant("TYPE_DEFAULTS") == TYPE_DEFAULTS


def test_ranges_types_and_widths_are_the_same() -> None:
    numbers = {
        name: [option.least, option.most]
        for name, option in OPTIONS.items()
        if not isinstance(option.default, bool | str)
    }
    assert constant("RANGES") == numbers
    assert tuple(constant("TYPES")) == TYPES
    assert constant("WIDTHS") == WIDTHS


@pytest.mark.parametrize("name", OPTIONS)
def test_defaults_are_within_their_ranges(name: str) -> None:
    option = OPTIONS[name]
    assert option.read(name, option.default) == option.default
    for own in TYPE_DEFAULTS.values():
        if name in own:
            option.read(name, own[name])


@pytest.mark.parametrize(
    ("options", "lanes"),
    [
        ({"width": 1.0}, 1),
        ({"width": 8.0}, 2),
        ({"width": 19.0}, 4),
        ({"width": 34.0}, 8),
        ({"width": 9.0, "lanes": 3}, 3),
        ({"width": 9.0, "lanes": 3, "median": 1.0}, 2),
    ],
)
def test_lanes_are_as_many_as_fit(options: dict[str, object], lanes: int) -> None:
    assert Profile.of("standard", options).lanes == lanes


def test_a_highway_has_six_lanes_and_a_median() -> None:
    profile = Profile.of("highway")
    assert (profile.width, profile.lanes, profile.median) == (30.0, 6, 3.0)
    assert len(profile.columns()) == 2


@pytest.mark.parametrize("width", [1.0, 3.0, 5.4, 5.6, 8.0, 19.0, 30.0, 34.0, 200.0])
@pytest.mark.parametrize("lanes", [0, 1, 2, 3, 4, 7, 32])
@pytest.mark.parametrize("median", [0.0, 0.2])
def test_lines_are_symmetric_within_the_asphalt_and_on_its_columns(width: float, lanes: int, median: float) -> None:
    profile = Profile.of("standard", {"width": width, "lanes": lanes, "median": median * width / 2.0})
    lines = profile.lines()
    offsets = [line.offset for line in lines]
    assert offsets == sorted(offsets)
    assert offsets == [-offset for offset in reversed(offsets)]
    assert all(abs(offset) <= profile.half for offset in offsets)
    groups = profile.columns()
    for group in groups:
        assert all(after - before > 0.04 for before, after in pairwise(group))
    assert groups[0][0] == -profile.half
    assert groups[-1][-1] == profile.half
    columns = profile.across()
    assert all(min(abs(offset - column) for column in columns) <= 0.05 for offset in offsets)
    dashed = sum(line.is_dashed for line in lines)
    divided = profile.lanes - 1 - (profile.median > 0.0 or (profile.lanes > 2 and profile.lanes % 2 == 0))
    assert dashed == divided


def test_no_markings_are_no_lines() -> None:
    assert Profile.of("highway", {"markings": False}).lines() == ()
