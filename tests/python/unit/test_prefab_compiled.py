"""What a prefab compiles to: nodes in order, inheritance, contained prefabs, components, typed values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cutout.errors import BadFile, CutoutError
from cutout.prefabs.kind import run
from cutout.wire import decode, encode
from cutout.wire.variant import Color, Rect2i, Transform2D, Vector2, Vector3, Vector3i

if TYPE_CHECKING:
    from pathlib import Path

LAMP = {
    "version": 1,
    "name": "Lamp",
    "type": "Node3D",
    "groups": ["lamps"],
    "properties": {"visible": True, "position": {"Vector3": [0, 1, 0]}},
    "components": [
        {"id": "paint", "type": "StandardMaterial3D", "shared": True, "properties": {"roughness": 0.5}},
        {"id": "pole", "type": "BoxMesh", "shared": True, "properties": {"material": {"resource": "paint"}}},
        {"id": "light", "type": "Curve"},
    ],
    "children": [
        {"name": "Pole", "type": "MeshInstance3D", "properties": {"mesh": {"resource": "pole"}, "layers": 3}},
        {"name": "Bulb", "type": "Node3D", "children": [{"type": "OmniLight3D"}, {"type": "OmniLight3D"}]},
    ],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "lamp.json", LAMP)
    return tmp_path


def write(root: Path, name: str, content: object) -> None:
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")


def compiled(root: Path, name: str, content: object = None, **changes: Any) -> dict[str, Any]:
    """Compile a file, as the game gets it."""
    if content is not None:
        write(root, name, content)
    request = {"path": str(root / name), "roots": (str(root),), "schemes": {"res://": str(root)}, **changes}
    result: dict[str, Any] = decode(encode(run(decode(encode(request)))))
    return result


def failure(root: Path, name: str, content: object = None, **changes: Any) -> CutoutError:
    with pytest.raises(CutoutError) as caught:
        compiled(root, name, content, **changes)
    return caught.value


def node(result: dict[str, Any], name: str) -> dict[str, Any]:
    properties: dict[str, Any] = result["properties"][result["names"].index(name)]
    return properties


def test_nodes_are_in_the_order_in_which_they_are_made(root: Path) -> None:
    result = compiled(root, "lamp.json")
    assert result["version"] == 1
    assert result["names"] == ("Lamp", "Pole", "Bulb", "OmniLight3D", "OmniLight3D2")
    assert result["types"] == ("Node3D", "MeshInstance3D", "Node3D", "OmniLight3D", "OmniLight3D")
    assert list(result["parents"]) == [-1, 0, 0, 2, 2]
    assert result["groups"] == [("lamps",), (), (), (), ()]
    assert result["scripts"] == ("",) * 5
    assert result["properties"][0] == {"visible": True, "position": Vector3(0.0, 1.0, 0.0)}


def test_resources_come_after_those_they_refer_to_and_only_if_they_are_needed(root: Path) -> None:
    result = compiled(root, "lamp.json")
    paint, pole = result["resources"]
    assert paint["type"] == "StandardMaterial3D"
    assert paint["properties"] == {"roughness": 0.5}
    assert pole["properties"] == {"material": {"@resource": 0}}
    assert node(result, "Pole") == {"mesh": {"@resource": 1}, "layers": 3}


def test_the_same_shared_resource_has_one_key_wherever_it_is(root: Path) -> None:
    lamp = compiled(root, "lamp.json")
    street = compiled(
        root,
        "street.json",
        {
            "version": 1,
            "type": "Node3D",
            "children": [
                {"prefab": "lamp.json"},
                {"prefab": "lamp.json", "components": [{"id": "paint", "properties": {"roughness": 0.9}}]},
                {"prefab": "lamp.json"},
            ],
        },
    )
    assert [each["shared"] for each in street["resources"]] == [True] * 4
    keys = [each["key"] for each in street["resources"]]
    assert keys[:2] == [each["key"] for each in lamp["resources"]]
    assert len(set(keys)) == 4
    meshes = [each["mesh"]["@resource"] for each in street["properties"] if "mesh" in each]
    assert meshes == [1, 3, 1]


def test_a_resource_that_is_not_shared_is_made_for_each_instance(root: Path) -> None:
    one = {
        "version": 1,
        "type": "MeshInstance3D",
        "components": [{"id": "m", "type": "BoxMesh"}],
        "properties": {"mesh": {"resource": "m"}, "spare": [{"resource": "m"}, {"deep": {"resource": "m"}}]},
    }
    write(root, "one.json", one)
    two = {"version": 1, "type": "Node3D", "children": [{"prefab": "one.json"}, {"prefab": "one.json"}]}
    result = compiled(root, "two.json", two)
    assert [(each["shared"], each["key"]) for each in result["resources"]] == [(False, ""), (False, "")]
    assert result["properties"][2] == {
        "mesh": {"@resource": 1},
        "spare": [{"@resource": 1}, {"deep": {"@resource": 1}}],
    }
    assert result["names"] == ("Node3D", "MeshInstance3D", "MeshInstance3D2")


def test_what_extends_changes_adds_and_removes(root: Path) -> None:
    result = compiled(
        root,
        "red.json",
        {
            "version": 1,
            "extends": "lamp.json",
            "name": "Red",
            "groups": ["red", "lamps"],
            "properties": {"visible": False},
            "components": [{"id": "paint", "properties": {"albedo_color": {"Color": "#ff0000"}}}],
            "children": [
                {"name": "Pole", "properties": {"layers": 5}},
                {"name": "Bulb", "type": "Marker3D", "children": [{"name": "OmniLight3D", "remove": True}]},
                {"type": "Timer"},
            ],
        },
    )
    assert result["names"] == ("Red", "Pole", "Bulb", "OmniLight3D2", "Timer")
    assert result["types"][2] == "Marker3D"
    assert result["groups"][0] == ("lamps", "red")
    assert result["properties"][0] == {"visible": False, "position": Vector3(0.0, 1.0, 0.0)}
    assert node(result, "Pole") == {"mesh": {"@resource": 1}, "layers": 5}
    assert result["resources"][0]["properties"] == {"roughness": 0.5, "albedo_color": Color(1.0, 0.0, 0.0, 1.0)}
    assert list(result["sources"]) == ["res://lamp.json", "res://red.json"]


def test_a_contained_prefab_is_changed_where_it_is_put_and_again_by_what_extends_that(root: Path) -> None:
    write(
        root,
        "street.json",
        {
            "version": 1,
            "type": "Node3D",
            "children": [
                {"prefab": "lamp.json", "name": "A", "properties": {"visible": False}},
                {"prefab": "lamp.json", "name": "B", "children": [{"name": "Pole", "remove": True}]},
            ],
        },
    )
    result = compiled(
        root,
        "long_street.json",
        {
            "version": 1,
            "extends": "street.json",
            "children": [
                {"name": "A", "components": [{"id": "paint", "properties": {"roughness": 1}}]},
                {"name": "B", "children": [{"name": "Bulb", "properties": {"position": {"Vector3": [1, 2, 3]}}}]},
            ],
        },
    )
    assert result["names"] == (
        *("Node3D", "A", "Pole", "Bulb", "OmniLight3D", "OmniLight3D2"),
        *("B", "Bulb", "OmniLight3D", "OmniLight3D2"),
    )
    assert result["properties"][1]["visible"] is False
    assert result["properties"][7] == {"position": Vector3(1.0, 2.0, 3.0)}
    assert result["resources"][0]["properties"] == {"roughness": 1}


def test_values_cross_as_they_are_or_as_what_the_game_makes_of_them(root: Path) -> None:
    values = {
        "plain": [None, True, 1, -(2**40), 0.25, "ä", {"a": 1, "b": []}],
        "grid": {"Vector3i": [1, 2, 3]},
        "flat": {"Vector2": [1, 0.5]},
        "rect": {"Rect2i": [1, 2, 3, 4]},
        "map": {"Transform2D": [1, 0, 0, 1, 5, 6]},
        "short": {"Color": "#fc08"},
        "listed": {"Color": [0.5, 0.25, 0]},
        "turned": {"Transform3D": {"rotation_degrees": [0, 90, 0], "scale": [2, 1, 1], "origin": [1, 2, 3]}},
        "axes": {"Basis": [1, 0, 0, 0, 1, 0, 0, 0, 1]},
        "way": {"NodePath": "../Other"},
        "other": {"node": "../Other"},
        "picture": {"load": "art/a.png"},
        "shape": {"mesh": "../x.stl.gz"},
        "points": {"PackedVector3Array": [[1, 2, 3], [4, 5, 6]]},
        "none": {"PackedVector2Array": []},
        "words": {"PackedStringArray": ["a"]},
        "ints": {"PackedInt32Array": [1, 2]},
        "escaped": {"Dictionary": {"Vector3": 5}},
    }
    result = compiled(root, "sub/values.json", {"version": 1, "type": "Node", "properties": values})
    got = result["properties"][0]
    assert got["plain"] == values["plain"]
    assert got["grid"] == Vector3i(1, 2, 3)
    assert got["flat"] == Vector2(1.0, 0.5)
    assert got["rect"] == Rect2i(1, 2, 3, 4)
    assert got["map"] == Transform2D(1.0, 0.0, 0.0, 1.0, 5.0, 6.0)
    assert got["short"] == pytest.approx(Color(1.0, 0.8, 0.0, 0x88 / 255))
    assert got["listed"] == Color(0.5, 0.25, 0.0, 1.0)
    # A turn by a quarter about y takes x to -z and z to x.
    assert list(got["turned"]["@Transform3D"]) == pytest.approx([0, 0, -2, 0, 1, 0, 1, 0, 0, 1, 2, 3], abs=1e-6)
    assert list(got["axes"]["@Basis"]) == [1, 0, 0, 0, 1, 0, 0, 0, 1]
    assert got["way"] == {"@NodePath": "../Other"}
    assert got["other"] == {"@node": "../Other"}
    assert got["picture"] == {"@load": "res://sub/art/a.png"}
    assert got["shape"] == {"@mesh": "res://x.stl.gz"}
    assert got["points"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert got["none"].shape[0] == 0
    assert got["words"] == ("a",)
    assert got["ints"].tolist() == [1, 2]
    assert got["escaped"] == {"Vector3": 5}
    assert result["assets"] == ("res://sub/art/a.png",)
    assert result["meshes"] == ("res://x.stl.gz",)


RON = """#![enable(implicit_some)]
/* the same lamp */
Prefab(
    version: 1, name: "Lamp", type: Node3D, groups: ["lamps"],
    properties: {"visible": true, "position": Vector3(0, 1, 0)},
    components: [
        (id: "paint", type: StandardMaterial3D, shared: true, properties: (roughness: 0.5)),
        Component(id: r#"pole"#, type: BoxMesh, shared: true, properties: (material: Resource("paint")),),
        (id: "light", type: Curve), // never used
    ],
    children: [
        Node(name: "Pole", type: MeshInstance3D, properties: (mesh: Resource("p\\u{6f}le"), layers: 0x03)),
        Node(name: "Bulb", type: Node3D, children: [(type: OmniLight3D), (type: OmniLight3D)]),
    ],
)
"""


def test_ron_and_json_say_the_same(root: Path) -> None:
    from_json, from_ron = compiled(root, "lamp.json"), compiled(root, "lamp.ron", RON)
    assert from_ron.pop("sources").keys() == {"res://lamp.ron"}
    from_json.pop("sources")
    from_json["parents"], from_ron["parents"] = list(from_json["parents"]), list(from_ron["parents"])
    assert from_ron == from_json


def test_the_same_request_gives_the_same_bytes(root: Path) -> None:
    request = {"path": str(root / "lamp.json"), "roots": (str(root),)}
    assert encode(run(request)) == encode(run(request))


def test_a_game_that_names_no_scheme_gets_absolute_paths(root: Path) -> None:
    result = compiled(root, "lamp.json", schemes={})
    assert list(result["sources"]) == [str(root / "lamp.json")]


def test_ten_files_of_a_line_each_do_not_become_ten_thousand_million_nodes(root: Path) -> None:
    write(root, "0.json", {"version": 1, "type": "Node"})
    for level in range(1, 11):
        ten = [{"prefab": f"{level - 1}.json"}] * 10
        write(root, f"{level}.json", {"version": 1, "type": "Node", "children": ten})
    assert "nodes with what it contains" in failure(root, "10.json").message
    assert len(compiled(root, "3.json")["names"]) == 1111


def test_a_bomb_of_properties_is_refused(root: Path) -> None:
    write(root, "big.json", {"version": 1, "type": "Node", "properties": {"text": "x" * 1_000_000}})
    many = {"version": 1, "type": "Node", "children": [{"prefab": "big.json"}] * 100}
    assert "bytes with what it contains" in failure(root, "many.json", many).message


def test_a_shared_component_cannot_hold_one_that_is_not(root: Path) -> None:
    content = {
        "version": 1,
        "type": "Node",
        "components": [
            {"id": "a", "type": "BoxMesh", "shared": True, "properties": {"material": {"resource": "b"}}},
            {"id": "b", "type": "StandardMaterial3D"},
        ],
        "properties": {"mesh": {"resource": "a"}},
    }
    error = failure(root, "x.json", content)
    assert isinstance(error, BadFile)
    assert "share that one too" in error.message
