"""What Godot wrote decodes to the expected values, and Python writes the same bytes."""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path
from typing import Any, Final

import pytest

from cutout.errors import BadMessage
from cutout.wire import Color, Rect2, Rect2i, Transform2D, Vector2, Vector2i, Vector3, Vector3i, decode, encode, parse
from cutout.wire.messages import Run

GOLDEN: Final = Path(__file__).parents[2] / "godot" / "golden" / "variants.jsonl"


def deep(levels: int) -> list[Any]:
    nested: list[Any] = []
    for _ in range(levels - 1):
        nested = [nested]
    return nested


# A packed array is given as (format, its components nested by element).
EXPECTED: Final[dict[str, Any]] = {
    "null": None,
    "false": False,
    "true": True,
    "int zero": 0,
    "int minus one": -1,
    "int 32 max": 2**31 - 1,
    "int 32 min": -(2**31),
    "int 33 bits": 2**31,
    "int 33 bits negative": -(2**31) - 1,
    "int 64 max": 2**63 - 1,
    "int 64 min": -(2**63),
    "float zero": 0.0,
    "float minus zero": -0.0,
    "float half": 0.5,
    "float tenth": 0.1,
    "float huge": 1e300,
    "float infinite": math.inf,
    "float minus infinite": -math.inf,
    "string empty": "",
    "string 1": "a",
    "string 3": "abc",
    "string 4": "abcd",
    "string 5": "abcde",
    "string unicode": "Größe 尺寸 🪨",
    "Vector2": Vector2(1.5, -2.25),
    "Vector2i": Vector2i(-3, 4),
    "Rect2": Rect2(1.0, 2.0, 3.0, 4.0),
    "Rect2i": Rect2i(-1, -2, 3, 4),
    "Vector3": Vector3(1.0, 2.0, 3.0),
    "Vector3i": Vector3i(1, -2, 3),
    "Transform2D": Transform2D(1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
    "Color": Color(0.25, 0.5, 0.75),
    "PackedStringArray empty": (),
    "PackedStringArray": ("", "abc", "abcd", "ß"),
    "Array empty": [],
    "Array mixed": [None, True, 1, 0.5, "a", Vector2(1.0, 2.0), [], {}],
    "Array 32 deep": deep(32),
    "Dictionary empty": {},
    "Dictionary": {"b": 1, "a": [2, {"c": None}], 3: 0.5, Vector2i(1, 2): "cell", None: True},
}

PACKED: Final[dict[str, tuple[str, tuple[int, ...], list[Any]]]] = {
    "PackedByteArray empty": ("B", (0,), []),
    "PackedByteArray 3": ("B", (3,), [1, 2, 255]),
    "PackedByteArray 4": ("B", (4,), [1, 2, 3, 4]),
    "PackedInt32Array empty": ("i", (0,), []),
    "PackedInt32Array": ("i", (3,), [1, -2, 2**31 - 1]),
    "PackedInt64Array empty": ("q", (0,), []),
    "PackedInt64Array": ("q", (3,), [1, -2, 2**63 - 1]),
    "PackedFloat32Array empty": ("f", (0,), []),
    "PackedFloat32Array": ("f", (2,), [0.5, -1.5]),
    "PackedFloat64Array empty": ("d", (0,), []),
    "PackedFloat64Array": ("d", (2,), [0.1, -1e300]),
    "PackedVector2Array empty": ("f", (0, 2), []),
    "PackedVector2Array": ("f", (2, 2), [[1.0, 2.0], [3.0, 4.0]]),
    "PackedVector3Array empty": ("f", (0, 3), []),
    "PackedVector3Array": ("f", (1, 3), [[1.0, 2.0, 3.0]]),
    "PackedColorArray empty": ("f", (0, 4), []),
    "PackedColorArray": ("f", (1, 4), [[0.0, 0.25, 0.5, 1.0]]),
}

# Python has one type of text and no typed containers, so these come back as something simpler.
SIMPLIFIED: Final[dict[str, Any]] = {
    "string name": "fracture",
    "typed Array int": [1, 2],
    "typed Array Vector2": [Vector2(1.0, 2.0)],
    "typed Array StringName": ["a"],
    "typed Dictionary": {"a": 1},
    "typed Dictionary keys only": {"a": []},
    "typed Dictionary values only": {1: 0.5},
}

APART: Final = {"float nan", "run", "typed Array PackedVector2Array"}

REFUSED: Final = {
    "refused Vector4": "Vector4 ",
    "refused Vector4i": "Vector4i",
    "refused Plane": "Plane",
    "refused Quaternion": "Quaternion",
    "refused AABB": "AABB",
    "refused Basis": "Basis",
    "refused Transform3D": "Transform3D",
    "refused Projection": "Projection",
    "refused NodePath": "NodePath",
    "refused RID": "RID",
    "refused Callable": "Callable",
    "refused Signal": "Signal",
    "refused PackedVector4Array": "PackedVector4Array",
    "refused Array typed by a class": "typed by a class",
    "refused Dictionary typed by a class": "typed by a class",
    "refused key Array": "key",
    "refused key packed": "key",
    "refused keys equal in Python": "2 pairs but 1 different keys",
}


def read_golden() -> dict[str, bytes]:
    cases = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    return {case["name"]: base64.b64decode(case["bytes"]) for case in cases}


WRITTEN_BY_GODOT: Final = read_golden()


def test_every_golden_value_is_expected_here() -> None:
    assert WRITTEN_BY_GODOT.keys() == {*EXPECTED, *PACKED, *SIMPLIFIED, *APART, *REFUSED}


@pytest.mark.parametrize("name", EXPECTED)
def test_value_decodes_and_encodes_to_the_same_bytes(name: str) -> None:
    value = decode(WRITTEN_BY_GODOT[name])
    assert value == EXPECTED[name]
    assert type(value) is type(EXPECTED[name])
    assert encode(value) == WRITTEN_BY_GODOT[name]
    assert encode(EXPECTED[name]) == WRITTEN_BY_GODOT[name]


@pytest.mark.parametrize("name", PACKED)
def test_packed_array_decodes_to_a_view_and_encodes_to_the_same_bytes(name: str) -> None:
    view = decode(WRITTEN_BY_GODOT[name])
    assert (view.format, view.shape, view.tolist()) == PACKED[name]
    assert view.readonly
    assert encode(view) == WRITTEN_BY_GODOT[name]


@pytest.mark.parametrize("name", SIMPLIFIED)
def test_simplified_value_decodes(name: str) -> None:
    assert decode(WRITTEN_BY_GODOT[name]) == SIMPLIFIED[name]


def test_typed_array_of_packed_arrays_decodes_to_views() -> None:
    rings = decode(WRITTEN_BY_GODOT["typed Array PackedVector2Array"])
    assert [ring.tolist() for ring in rings] == [[[1.0, 2.0]]]


def test_nan_decodes_and_encodes_to_the_same_bytes() -> None:
    value = decode(WRITTEN_BY_GODOT["float nan"])
    assert math.isnan(value)
    assert encode(value) == WRITTEN_BY_GODOT["float nan"]


def test_minus_zero_keeps_its_sign() -> None:
    assert math.copysign(1.0, decode(WRITTEN_BY_GODOT["float minus zero"])) == -1.0


def test_run_written_by_godot_parses_and_encodes_to_the_same_bytes() -> None:
    run = parse(WRITTEN_BY_GODOT["run"])
    assert isinstance(run, Run)
    assert (run.kind, list(run.ids), run.deadline_msec) == ("fracture", [7, 2**32], 2000)
    assert decode(run.body_of(0)).tolist() == [[0.0, 0.0], [8.0, 0.0]]
    assert decode(run.body_of(1)) is None
    assert run.encode() == WRITTEN_BY_GODOT["run"]


@pytest.mark.parametrize("name", REFUSED)
def test_value_that_does_not_cross_the_bridge_is_refused_by_name(name: str) -> None:
    with pytest.raises(BadMessage, match=REFUSED[name]):
        decode(WRITTEN_BY_GODOT[name])
