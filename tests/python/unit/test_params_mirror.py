"""The parameters in GDScript and in Python: same patterns, names, defaults and ranges."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from cutout.fracturing.params import PATTERNS, FractureParams, rule_of
from cutout.rules import Choice, Number, Whole

SCRIPT = Path(__file__).parents[3] / "addons/cutout/fracture/cutout_fracture_params.gd"
SOURCE = SCRIPT.read_text(encoding="utf-8")

EXPORT = re.compile(
    r"@export(?:_(?P<kind>\w+)\((?P<arguments>[^)]*)\))?\s+var\s+(?P<name>\w+)(?::[^=:]*?\S)?\s*:?=\s*(?P<default>[^\n:]+)"
)
FIELDS = {each.name: each for params in PATTERNS.values() for each in fields(params)}
SPELLINGS = {
    "PackedVector2Array()": "()",
    "Rect2()": "(0.0, 0.0, 0.0, 0.0)",
    "Vector2.ZERO": "(0.0, 0.0)",
    "Vector2(": "(",
}
STATE = {"refracture_depth"}
"""Parameters that tell of what breaks, and not how; a resource that several bodies share cannot hold them."""


def exports() -> dict[str, re.Match[str]]:
    return {found["name"]: found for found in EXPORT.finditer(SOURCE)}


def constant(name: str) -> Any:
    start = SOURCE.index(" = ", SOURCE.index(f"const {name}")) + 3
    closing = {"{": "\n}", "[": "]"}[SOURCE[start]]
    return value_of(SOURCE[start : SOURCE.index(closing, start) + len(closing)])


def value_of(text: str) -> Any:
    """Return the value of an expression in GDScript."""
    for godot, python in SPELLINGS.items():
        text = text.replace(godot, python)
    return ast.literal_eval(text)


def default_of(name: str) -> object:
    text = exports()[name]["default"].strip()
    return value_of({"true": "True", "false": "False", "[]": "()"}.get(text, text))


def test_patterns_and_their_fields_are_the_same() -> None:
    common = {each.name for each in fields(FractureParams)}
    assert {*constant("COMMON"), *constant("OPTIONAL")} == common - STATE
    listed = {pattern: set(names) for pattern, names in constant("FIELDS").items()}
    assert listed == {pattern: {each.name for each in fields(params)} - common for pattern, params in PATTERNS.items()}


def test_every_field_is_exported_and_no_other() -> None:
    assert set(exports()) == {"pattern", *FIELDS} - STATE


def test_what_is_not_sent_is_the_default() -> None:
    for name, value in constant("OPTIONAL").items():
        assert (value, type(value)) == (FIELDS[name].default, type(FIELDS[name].default))


def test_choices_are_the_same() -> None:
    found = {
        name: set(ast.literal_eval(f"[{export['arguments']}]"))
        for name, export in exports().items()
        if export["kind"] == "enum"
    }
    expected = {name: set(rule.names) for name, each in FIELDS.items() if isinstance(rule := rule_of(each), Choice)}
    assert found == {"pattern": set(PATTERNS), **expected}


def test_pattern_by_default_is_the_same() -> None:
    assert default_of("pattern") == FractureParams.pattern


@pytest.mark.parametrize("name", sorted(FIELDS.keys() - STATE))
def test_default_is_the_same(name: str) -> None:
    found = default_of(name)
    assert found == FIELDS[name].default
    assert type(found) is type(FIELDS[name].default)


@pytest.mark.parametrize(
    "name", [name for name, each in FIELDS.items() if isinstance(rule_of(each), Whole | Number) and name not in STATE]
)
def test_range_in_the_inspector_is_that_of_the_rule_or_within_it(name: str) -> None:
    rule: Any = rule_of(FIELDS[name])
    if name == "seed":
        assert exports()[name]["kind"] is None
        return
    assert exports()[name]["kind"] == "range"
    low, high, *hints = ast.literal_eval(f"[{exports()[name]['arguments']}]")
    assert rule.minimum < low if "or_less" in hints else low == rule.minimum
    assert rule.maximum > high if "or_greater" in hints else high == rule.maximum


@pytest.mark.parametrize("name", FIELDS)
def test_a_name_means_the_same_in_all_patterns(name: str) -> None:
    found = [each for params in PATTERNS.values() for each in fields(params) if each.name == name]
    assert all(each.default == found[0].default and rule_of(each) == rule_of(found[0]) for each in found)


# Name, default and range in the add-ons that users may come from; docs/migrating.md tells what differs.
PEER = {
    "fragment_count": (10, 1, 1024),
    "min_cell_distance": (0.1, 0.01, 0.5),
    "edge_padding": (5.0, 0.0, 50.0),
    "grid_rows": (3, 1, 20),
    "grid_cols": (3, 1, 20),
    "grid_jitter": (0.3, 0.0, 1.0),
    "ring_count": (3, 1, 10),
    "ring_size": (50.0, 10.0, 200.0),
    "points_per_ring": (8, 3, 24),
    "radial_variation": (0.2, 0.0, 1.0),
    "poisson_attempts": (30, 10, 100),
    "slice_count": (3, 1, 20),
    "parallel_angle": (0.0, 0.0, 360.0),
    "parallel_angle_rand": (0.0, 0.0, 1.0),
    "radial_randomness": (0.0, 0.0, 1.0),
    "h_random": (0.0, 0.0, 1.0),
    "v_random": (0.0, 0.0, 1.0),
    "h_angle_rand": (0.0, 0.0, 1.0),
    "v_angle_rand": (0.0, 0.0, 1.0),
    "h_slices": (3, 0, 20),
    "v_slices": (3, 0, 20),
    "max_refracture_depth": (1, 0, 3),
    "side_uv_scale": (1.0, 0.1, 10.0),
}


def test_places_of_the_peer_are_kept() -> None:
    assert default_of("origin") == (0.0, 0.0)
    assert (default_of("line_start"), default_of("line_end")) == ((-100.0, 0.0), (100.0, 0.0))
    assert default_of("seed") == 0


@pytest.mark.parametrize("name", PEER)
def test_names_defaults_and_ranges_of_the_peer_are_kept(name: str) -> None:
    low, high, *_ = ast.literal_eval(f"[{exports()[name]['arguments']}]")
    assert (default_of(name), low, high) == PEER[name]
