"""The kind ``test_prefab``: compiled prefabs as docs/architecture.md lays them down, from files that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

import cutout

from .wanted import carry_out, kill, reject, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OWN_PAINT = {"type": "StandardMaterial3D", "shared": False, "key": "", "properties": {}}
SHARED_BOX = {"type": "BoxMesh", "shared": True, "key": "box", "properties": {"material": {"@resource": 0}}}


@cutout.kind("test_prefab")
def test_prefab(request: Mapping[str, Any]) -> object:
    """Return a row of nodes.

    The file may hold, besides what `carry_out` knows, ``nodes``, how many there are; ``fault``, one of `FAULTS`;
    ``root``, the class of the first node; ``tree``, for each node the one above it; ``last``, properties of the last.
    """
    place = request["path"]
    for scheme, folder in request["schemes"].items():
        if place.startswith(scheme):
            place = f"{folder}/{place[len(scheme) :]}"
    wanted = carry_out(place)
    form = tree_of(wanted["tree"]) if "tree" in wanted else form_of(wanted.get("nodes", 2))
    form["sources"] = {request["path"]: "0" * 32}
    form["types"] = (wanted.get("root", "Node3D"), *form["types"][1:])
    form["properties"][-1].update(wanted.get("last", {}))
    return FAULTS[wanted["fault"]](form) if "fault" in wanted else form


test_prefab.__test__ = False  # type: ignore[attr-defined]  # pytest goes by the name


def form_of(nodes: int) -> dict[str, Any]:
    """Return the form of nodes under a first one, each with a mesh of its own over a material that all share."""
    return {
        "version": 1,
        "names": ("Row", *(f"Box{number}" for number in range(1, nodes))),
        "types": ("Node3D", *("MeshInstance3D",) * (nodes - 1)),
        "parents": np.array([-1, *[0] * (nodes - 1)], np.int32),
        "properties": [{}, *({"mesh": {"@resource": 1}} for _ in range(1, nodes))],
        "scripts": ("",) * nodes,
        "groups": [()] * nodes,
        "resources": [
            {"type": "StandardMaterial3D", "shared": True, "key": "paint", "properties": {"roughness": 0.25}},
            {"type": "BoxMesh", "shared": False, "key": "", "properties": {"material": {"@resource": 0}}},
        ],
        "assets": (),
        "meshes": (),
        "sources": {},
    }


def tree_of(parents: list[int]) -> dict[str, Any]:
    """Return the form of nodes that are empty, for each the one above it."""
    return form_of(1) | {
        "names": tuple(f"N{number}" for number in range(len(parents))),
        "types": ("Node3D",) * len(parents),
        "parents": np.array(parents, np.int32),
        "properties": [{} for _ in parents],
        "scripts": ("",) * len(parents),
        "groups": [()] * len(parents),
    }


def _node_value(value: object, name: str = "mesh") -> Callable[[dict[str, Any]], object]:
    return replaced({name: value}, "properties", 1)


def _resource(**changes: object) -> Callable[[dict[str, Any]], object]:
    def swap(form: dict[str, Any]) -> object:
        form["resources"][0].update(changes)
        return form

    return swap


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "text": lambda _: "no prefab",
    "nothing": lambda _: None,
    "another version": replaced(2, "version"),
    "no version": replaced(None, "version"),
    "a version of another type": replaced(1.0, "version"),
    "no nodes": lambda form: form | dict.fromkeys(("names", "types", "scripts"), ()) | _EMPTY,
    "names of numbers": replaced(np.zeros(2, np.int32), "names"),
    "types missing": replaced(("Node3D",), "types"),
    "parents missing": replaced(np.array([-1], np.int32), "parents"),
    "parents of text": replaced(("a", "b"), "parents"),
    "a parent after it": replaced(np.array([-1, 1], np.int32), "parents"),
    "a parent below none": replaced(np.array([-1, -7], np.int32), "parents"),
    "a first node with a parent": replaced(np.array([0, 0], np.int32), "parents"),
    "properties of text": replaced("none", "properties"),
    "properties of a node are text": replaced("none", "properties", 1),
    "a property without a name": replaced({3: 1}, "properties", 1),
    "groups of text": replaced("none", "groups"),
    "groups of a node are text": replaced("none", "groups", 1),
    "a group without a name": replaced([(), ("",)], "groups"),
    "scripts missing": replaced(("",), "scripts"),
    "resources of text": replaced("none", "resources"),
    "a resource of text": replaced(["none"], "resources"),
    "a resource without a type": _resource(type=None),
    "a resource without properties": _resource(properties=None),
    "a shared resource without a key": _resource(key=""),
    "shared of a number": _resource(shared=1),
    "assets of numbers": replaced(np.zeros(2, np.int32), "assets"),
    "meshes of text": replaced("none", "meshes"),
    "sources of text": replaced("none", "sources"),
    "sources of numbers": replaced({"a": 1}, "sources"),
}
"""Forms that are laid out in another way: a fault of the kind."""

_EMPTY: dict[str, Any] = {
    "parents": np.zeros(0, np.int32),
    "properties": [],
    "groups": [],
}

WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "an unknown class": replaced(("Node3D", "NodeOfDreams"), "types"),
    "an abstract class": replaced(("Node3D", "CollisionObject3D"), "types"),
    "a resource for a node": replaced(("Node3D", "BoxMesh"), "types"),
    "a node for a resource": _resource(type="Node3D"),
    "a script for a resource": _resource(type="GDScript", properties={"source_code": "extends Node"}),
    "a scene for a resource": _resource(type="PackedScene", properties={}),
    "an unknown class of resources": _resource(type="Dream"),
    "a singleton": _resource(type="Engine"),
    "a script as a property": _node_value({"@resource": 0}, "script"),
    "an owner": _node_value({"@node": ".."}, "owner"),
    "a path to be taken for another's": _resource(properties={"resource_path": "res://gold.tres"}),
    "text that loads what it names": _node_value(True, "bbcode_enabled"),  # noqa: FBT003 - a value of a file
    "what belongs to the engine": _node_value([], "_surfaces"),
    "a shader that includes what it names": _resource(type="Shader", properties={"code": '#include "user://a.tres"'}),
    "a native library": _resource(type="GDExtension", properties={}),
    "what peers set": replaced(("Node3D", "MultiplayerSynchronizer"), "types"),
    "a node of the game": _node_value({"@node": "/root"}, "metadata/other"),
    "a node above the prefab": _node_value({"@node": "../.."}, "metadata/other"),
    "a node above the prefab and back": _node_value({"@node": "../../Row"}, "metadata/other"),
    "an unknown property": _node_value(1, "mash"),
    "a value of another type": _node_value("big"),
    "a resource of another class": _node_value({"@resource": 0}),
    "a resource beyond": _node_value({"@resource": 99}),
    "a resource below": _node_value({"@resource": -1}),
    "a resource by name": _node_value({"@resource": "box"}),
    "a resource that refers to itself": _resource(properties={"next_pass": {"@resource": 0}}),
    "a resource that refers to a later one": _resource(properties={"next_pass": {"@resource": 1}}),
    "a resource with a node": _resource(properties={"next_pass": {"@node": ".."}}),
    "a resource without such a property": _resource(properties={"roughnes": 1.0}),
    "a shared one over one that is not": replaced([OWN_PAINT, SHARED_BOX], "resources"),
    "an unknown tag": _node_value({"@wish": 1}),
    "a tag beside others": _node_value({"@resource": 0, "more": 1}),
    "an unlisted asset": _node_value({"@load": "res://icon.svg"}),
    "an unlisted mesh": _node_value({"@mesh": "res://a.stl"}),
    "a transform of 3": _node_value({"@Transform3D": np.zeros(3, np.float32)}, "transform"),
    "a transform of text": _node_value({"@Transform3D": "here"}, "transform"),
}
"""Forms that say what cannot be: a fault of the file."""

UNMADE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a property that instances lack": _node_value(1, "surface_material_override/9"),
    "a node that is not there": _node_value({"@node": "../Nobody"}, "metadata/other"),
    "an own resource that lacks a property": replaced({"no/such": 1}, "resources", 1, "properties"),
}
"""Forms whose instances cannot be made."""

FORBIDDEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "a script": lambda form: (
        form
        | {"scripts": ("", "res://tests/godot/prefabs/plain.gd"), "assets": ("res://tests/godot/prefabs/plain.gd",)}
    ),
    "a script that is no asset": replaced(("", "res://tests/godot/prefabs/plain.gd"), "scripts"),
    "a scene": lambda form: (
        form
        | {
            "types": ("Node3D", "res://tests/godot/prefabs/part.tscn"),
            "assets": ("res://tests/godot/prefabs/part.tscn",),
        }
    ),
    "an asset that may hold code": replaced(("res://tests/godot/prefabs/plain.gd",), "assets"),
    "an asset that may hold anything": replaced(("user://some.tres",), "assets"),
    "a picture with an import file": replaced(("user://some.png",), "assets"),
    "a native library to load": replaced(("res://some.gdextension",), "assets"),
    "an asset that leads out": replaced(("res://../some.png",), "assets"),
}
"""Forms that bring code that nobody has let in."""

FAULTS = {"reject": reject, "kill": kill, **BROKEN, **WRONG, **UNMADE, **FORBIDDEN}
