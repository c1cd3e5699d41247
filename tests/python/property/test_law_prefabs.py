"""Law: whatever a file holds, out comes a compiled prefab that crosses the bridge, or a typed refusal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cutout.errors import RequestError
from cutout.prefabs.kind import run
from cutout.prefabs.values import TAGS
from cutout.wire import decode, encode

PROJECT = Path(__file__).resolve().parents[3]
LIBRARY = PROJECT / "demo_scenes" / "prefab_library"
EXAMPLES = {path.name: path.read_bytes() for path in LIBRARY.iterdir() if path.suffix in (".json", ".ron")}

KEYS = st.sampled_from(
    [
        *("version", "name", "type", "scene", "prefab", "extends", "remove", "script", "properties", "groups", "id"),
        *("components", "children", "shared", "x", "position", "@load", "", "a/b", "resource", "load", "mesh", *TAGS),
    ]
)
WORDS = st.sampled_from(["Node3D", "BoxMesh", "a", "lamp.json", "x.json", "res://a.png", "#ff0000", "../x", "GDScript"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)
VALUES = st.dictionaries(
    st.sampled_from(["a", "b"]),
    ANYTHING | st.dictionaries(st.sampled_from(sorted(TAGS)), ANYTHING, min_size=1, max_size=1),
)


def unfinished(path: Path) -> dict[str, Any] | None:
    """Compile a file; None if it is refused with an error of ours."""
    root = str(path.parent)
    request = {"path": str(path), "roots": (root,), "schemes": {"res://": root}, "allow_scripts": ("res://ok/*",)}
    try:
        body = encode(run(request))
    except RequestError:
        return None
    result: dict[str, Any] = decode(body)
    return result


def check(result: dict[str, Any]) -> None:
    count = len(result["names"])
    assert len(result["types"]) == len(result["parents"]) == len(result["properties"]) == count
    assert len(result["scripts"]) == len(result["groups"]) == count
    assert list(result["parents"][:1]) == [-1]
    assert all(0 <= parent < node for node, parent in enumerate(result["parents"]) if node)
    for number, resource in enumerate(result["resources"]):
        check_links(resource["properties"], number, result)
    for properties in result["properties"]:
        check_links(properties, len(result["resources"]), result)
    assert all(path.startswith("res://") for path in (*result["assets"], *result["meshes"]))
    assert not [path for path in result["assets"] if path.endswith((".gd", ".tscn")) and "//ok/" not in path]


def check_links(value: Any, below: int, result: dict[str, Any]) -> None:
    if isinstance(value, list):
        for each in value:
            check_links(each, below, result)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "@resource":
                assert 0 <= each < below
            elif key in ("@load", "@mesh"):
                assert each in result["assets" if key == "@load" else "meshes"]
            check_links(each, below, result)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library")
    for name, content in EXAMPLES.items():
        (path / name).write_bytes(content)
    return path


@given(ANYTHING)
def test_any_json_is_a_prefab_or_refused(folder: Path, document: Any) -> None:
    (folder / "x.json").write_text(json.dumps(document))
    result = unfinished(folder / "x.json")
    if result is not None:
        check(result)


@given(VALUES, VALUES)
def test_any_values_are_taken_or_refused(folder: Path, first: Any, second: Any) -> None:
    component = {"id": "a", "type": "BoxMesh", "properties": first}
    document = {"version": 1, "type": "Node", "components": [component], "properties": second}
    (folder / "x.json").write_text(json.dumps(document))
    result = unfinished(folder / "x.json")
    if result is not None:
        check(result)


@given(st.text(alphabet='()[]{}:,"\\r#a1.-_ \n/*xSomeNone', max_size=60) | st.text(max_size=30))
def test_any_text_is_ron_or_refused(folder: Path, text: str) -> None:
    (folder / "x.ron").write_text(f"(version: 1, type: Node, properties: (a: {text}))")
    result = unfinished(folder / "x.ron")
    if result is not None:
        check(result)


@given(st.binary(max_size=80), st.sampled_from(["json", "ron"]))
def test_any_bytes_are_refused(folder: Path, content: bytes, ending: str) -> None:
    (folder / f"x.{ending}").write_bytes(content)
    assert unfinished(folder / f"x.{ending}") is None


MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "copy", "swap", "insert"]),
        st.integers(0, 1 << 30),
        st.integers(1, 60),
        st.sampled_from(
            [b"{", b"}", b"[", b"]", b"(", b")", b",", b'"', b"\\", b"\0", b"\xff", b"9" * 400, b"@", b"1e999"]
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(sorted(EXAMPLES)), MUTATIONS)
def test_a_damaged_example_is_a_prefab_or_refused(
    folder: Path, name: str, mutations: list[tuple[str, int, int, bytes]]
) -> None:
    content = EXAMPLES[name]
    for deed, place, length, what in mutations:
        at = place % (len(content) + 1)
        piece = content[at : at + length]
        if deed == "cut":
            content = content[:at] + content[at + length :]
        elif deed == "copy":
            content = content[:at] + piece + content[at:]
        elif deed == "swap":
            content = content[:at] + piece[::-1] + content[at + length :]
        else:
            content = content[:at] + what + content[at:]
    damaged = folder / f"damaged.{name.rpartition('.')[2]}"
    damaged.write_bytes(content)
    result = unfinished(damaged)
    if result is not None:
        check(result)
