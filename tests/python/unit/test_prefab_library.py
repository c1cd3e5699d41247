"""The example library compiles, and the schema that editors use agrees with what the worker takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from cutout.errors import BadFile
from cutout.prefabs import json_text, ron_text
from cutout.prefabs.kind import run
from cutout.prefabs.limits import MAX_PROPERTIES
from cutout.prefabs.schema import SCHEMA
from cutout.prefabs.values import TAGS
from cutout.wire import decode, encode

PROJECT = Path(__file__).resolve().parents[3]
LIBRARY = PROJECT / "demo_scenes" / "prefab_library"
PREFABS = sorted(path for path in [*LIBRARY.glob("*.json"), *LIBRARY.glob("*.ron")] if ".world." not in path.name)


def compiled(path: Path, root: Path) -> dict[str, Any]:
    request = {"path": str(path), "roots": (str(root),), "schemes": {"res://": str(root)}}
    result: dict[str, Any] = decode(encode(run(request)))
    return result


@pytest.fixture(scope="module")
def is_valid() -> Any:
    """Validate as an editor does, values too."""
    return fastjsonschema.compile(json.loads(SCHEMA.read_text()), use_default=False)


@pytest.mark.parametrize("path", PREFABS, ids=lambda path: path.name)
def test_an_example_compiles_and_fits_the_schema(path: Path, is_valid: Any) -> None:
    result = compiled(path, PROJECT)
    assert len(result["names"]) >= 7
    assert all(each["shared"] for each in result["resources"])
    parse = ron_text.parse if path.suffix == ".ron" else json_text.parse
    is_valid(parse(path.read_text()))


def test_there_are_examples() -> None:
    assert len(PREFABS) >= 10
    assert {path.suffix for path in PREFABS} == {".json", ".ron"}


def test_the_schema_lists_every_type_of_values() -> None:
    schema = json.loads(SCHEMA.read_text())
    assert schema["$defs"]["value"]["properties"].keys() == TAGS
    assert schema["$defs"]["properties"]["maxProperties"] == MAX_PROPERTIES


VALUES: list[tuple[Any, bool]] = [
    ({"Vector3": [1, 2, 3]}, True),
    ({"Vector3": [1, 2]}, False),
    ({"Vector3": "1, 2, 3"}, False),
    ({"Color": "#fff"}, True),
    ({"Color": "#ff"}, False),
    ({"Color": [1, 2]}, False),
    ({"Color": [0.1, 0.2, 0.3]}, True),
    ({"Transform3D": {"origin": [1, 2, 3]}}, True),
    ({"Transform3D": {"orgin": [1, 2, 3]}}, False),
    ({"Transform3D": [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]}, True),
    ({"Transform3D": [1, 0, 0]}, False),
    ({"PackedByteArray": [0, 255]}, True),
    ({"PackedByteArray": [256]}, False),
    ({"PackedVector2Array": [[1, 2], [3]]}, False),
    ({"PackedStringArray": ["a", 1]}, False),
    ({"NodePath": 5}, False),
    ({"Dictionary": [1]}, False),
    ([{"a": {"Plane": [0, 1, 0, 5]}}], True),
    ([{"a": {"Plane": [0, 1, 0]}}], False),
]


@pytest.mark.parametrize(("value", "is_good"), VALUES, ids=json.dumps)
def test_schema_and_worker_agree_on_values(value: Any, *, is_good: bool, is_valid: Any, tmp_path: Path) -> None:
    document = {"version": 1, "type": "Node", "properties": {"a": value}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    if is_good:
        is_valid(document)
        compiled(path, tmp_path)
        return
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        is_valid(document)
    with pytest.raises(BadFile):
        compiled(path, tmp_path)


def test_parsers_are_loaded_by_the_first_request() -> None:
    heavy = ("lark", "fastjsonschema", "zstandard", "cutout.prefabs.loading")
    script = f"import sys, cutout.prefabs.kind; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
