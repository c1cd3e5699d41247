"""The schema of world files, which editors use, agrees with what a worker takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fastjsonschema
import pytest

from cutout.errors import BadFile
from cutout.prefabs import world_limits
from cutout.prefabs.kind import run_world
from cutout.wire import decode, encode
from python.unit.prefab_worlds import failure, loaded, request_of

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[3]
SCHEMA = PROJECT / "pylib" / "cutout" / "prefabs" / "world.schema.json"
VILLAGE = PROJECT / "demo_scenes" / "prefab_library" / "village.world.json"


def for_draft_7(schema: Any) -> Any:
    """Return a schema as `fastjsonschema` reads it, which knows tuples by their older name."""
    if isinstance(schema, dict):
        return {"items" if key == "prefixItems" else key: for_draft_7(value) for key, value in schema.items()}
    return [for_draft_7(each) for each in schema] if isinstance(schema, list) else schema


@pytest.fixture(scope="module")
def is_valid() -> Callable[[object], bool]:
    """Validate as an editor does."""
    check = fastjsonschema.compile(for_draft_7(json.loads(SCHEMA.read_text())), use_default=False)

    def validate(document: object) -> bool:
        try:
            check(document)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    return validate


def point(**fields: Any) -> dict[str, Any]:
    return {"points": [{"prefab": "a.json", "position": [0, 0], **fields}]}


def row(**fields: Any) -> dict[str, Any]:
    return {"rows": [{"prefab": "a.json", **fields}]}


def region(**fields: Any) -> dict[str, Any]:
    return {"regions": [{"name": "A", **fields}]}


LINE = {"from": [0, 0], "to": [1, 1]}
BOUNDS = {"position": [0, 0, 0], "size": [1, 1, 1]}


@pytest.mark.parametrize(
    ("content", "is_good"),
    [
        ({}, True),
        ({"$schema": "x", "description": "x", "prefabs": {"a": "b/c.RON"}}, True),
        ({"prefabs": {"a": "b.txt"}}, False),
        ({"prefabs": {"a": ".json"}}, False),
        ({"prefabs": {"a/b": "c.json"}}, False),
        ({"description": 1}, False),
        ({"other": 1}, False),
        (point(), True),
        (point(position=[1, 2, 3]), True),
        (point(position={"Vector3": [1, 2, 3]}), True),
        (point(position={"Vector3": [1, 3]}), False),
        (point(position=[1, 2, 3, 4]), False),
        (point(position=[1, 20_000_000]), False),
        (point(rotation_degrees=5), True),
        (point(rotation_degrees=[1, 2, 3]), True),
        (point(rotation_degrees=[1, 2]), False),
        (point(rotation_degrees={"Vector3": [1, 2, 3]}), True),
        (point(scale=0.5), True),
        (point(scale=[1, 2, 3]), True),
        (point(scale={"Vector3": [1, 2, 3]}), True),
        (point(scale=[1, 2, 0]), False),
        (point(scale=-1), False),
        (point(scale=10_001), False),
        (point(name="A b"), True),
        (point(name="a.b"), False),
        (point(name=""), False),
        (point(priority=-100), True),
        (point(priority=-101), False),
        (point(priority=0.5), False),
        (point(load_distance=0, unload_distance=1_000_000), True),
        (point(load_distance=-1), False),
        (point(unload_distance=1_000_001), False),
        (point(pinned=True), False),
        (row(), False),
        (row(positions=[]), True),
        (row(positions=[[1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5], {"Vector3": [1, 2, 3]}]), True),
        (row(positions=[[1, 2, 3, 4, 0]]), False),
        (row(positions=[[1, 2, 3, 4, 5, 6]]), False),
        (row(positions=[[1]]), False),
        (row(positions=[[1, "2"]]), False),
        (row(count=5, **LINE), True),
        (row(count=[5, 1], **LINE), True),
        (row(count=[5], **LINE), False),
        (row(count=0, **LINE), False),
        (row(count=200_001, **LINE), False),
        (row(count=5, to=[0, 0]), False),
        (row(count=5, positions=[], **LINE), False),
        (row(positions=[], rotation_degrees=5, scale=2, priority=5, load_distance=1, unload_distance=2), True),
        (row(positions=[], name="A"), False),
        (region(bounds=BOUNDS), True),
        (region(bounds={**BOUNDS, "size": [0, -1, 0]}), False),
        (region(bounds={**BOUNDS, "position": [0, 0]}), False),
        (region(bounds={**BOUNDS, "position": {"Vector3": [0, 0, 0]}}), True),
        (region(bounds={"position": [0, 0, 0]}), False),
        (region(margin=5, **point()), True),
        (region(pinned=True, priority=5, load_distance=5, unload_distance=6, **point(), **row(positions=[])), True),
        (region(pinned=0, **point()), False),
        (region(name="", **point()), False),
        (region(other=1, **point()), False),
    ],
    ids=lambda value: json.dumps(value)[:70] if isinstance(value, dict) else "",
)
def test_schema_and_worker_agree(
    tmp_path: Path, content: dict[str, Any], *, is_good: bool, is_valid: Callable[[object], bool]
) -> None:
    assert is_valid({"version": 1, **content}) is is_good
    if is_good:
        loaded(tmp_path, content)
    else:
        assert type(failure(tmp_path, content)) is BadFile


def test_the_schema_has_the_limits_of_the_worker() -> None:
    schema = json.loads(SCHEMA.read_text())
    definitions = schema["$defs"]
    assert schema["properties"]["prefabs"]["maxProperties"] == world_limits.MAX_WORLD_PREFABS
    assert schema["properties"]["regions"]["maxItems"] == world_limits.MAX_REGIONS
    assert definitions["count"]["maximum"] == world_limits.MAX_POINTS
    assert definitions["coordinate"]["maximum"] == world_limits.MAX_COORDINATE
    assert definitions["distance"]["maximum"] == world_limits.MAX_DISTANCE
    assert definitions["factor"] == {
        "type": "number",
        "minimum": world_limits.MIN_SCALE,
        "maximum": world_limits.MAX_SCALE,
    }


def test_the_example_is_a_world(is_valid: Callable[[object], bool]) -> None:
    assert is_valid(json.loads(VILLAGE.read_text()))
    result: dict[str, Any] = decode(encode(run_world(request_of(VILLAGE, PROJECT))))
    assert len(result["kinds"]) > 80
    assert len(result["regions"]) == 3
    for path in result["prefabs"]:
        assert (PROJECT / path.removeprefix("res://")).is_file()
