"""Binary glTF, checked and cut down to its geometry before a library reads it.

Images, textures, animations and extensions are dropped; what is left refers to nothing outside the file, and its nodes
are trees, so that no mesh can be repeated without end. The layout is that of the glTF 2.0 specification, 4.4.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from cutout.errors import BadFile, TooLarge

from .raw import MAX_LIBRARY_TRIANGLES

MAX_NODES: Final = 4096
MAX_MATERIALS: Final = 4096
"""That a file has; how many of them its triangles may use is checked once they are read."""

_JSON: Final = 0x4E4F534A
_BIN: Final = 0x004E4942
_SIZES: Final = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
_WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_HARMLESS: Final = ("KHR_materials_", "KHR_texture_", "KHR_lights_", "EXT_texture_", "EXT_lights_")
"""Extensions of what is dropped."""

_ATTRIBUTES: Final = ("POSITION", "NORMAL", "TEXCOORD_0")
_NODE: Final = ("children", "mesh", "matrix", "translation", "rotation", "scale")


def checked_glb(content: bytes) -> bytes:
    """Return a GLB file with the same geometry and nothing else.

    Raises
    ------
    BadFile
        It is broken, or needs an extension; the message names the offset or the entry.
    TooLarge
        It has too many nodes or vertices.
    """
    if len(content) < 20 or content[:4] != b"glTF" or _word(content, 4) != 2:  # noqa: PLR2004 - its header, version 2
        raise BadFile("offset 0: this is no GLB file of version 2")
    length = _word(content, 12)
    if _word(content, 16) != _JSON or 20 + length > len(content):
        raise BadFile(f"offset 12: the first part must be JSON within the file, and has {length} bytes")
    start = 20 + length
    binary = b""
    if start + 8 <= len(content):
        size = _word(content, start)
        if _word(content, start + 4) != _BIN or start + 8 + size > len(content):
            raise BadFile(f"offset {start}: the second part must be binary within the file, and has {size} bytes")
        binary = content[start + 8 : start + 8 + size]
    try:
        given = json.loads(content[20:start])
        kept = _geometry(given, len(binary))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as fault:
        raise BadFile(
            f"offset 20: the JSON of the file is broken: {type(fault).__name__}: {str(fault)[:120]}"
        ) from fault
    text = json.dumps(kept).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    total = 28 + len(text) + len(binary)
    return b"".join(
        [
            *(b"glTF", _bytes(2), _bytes(total), _bytes(len(text)), _bytes(_JSON), text),
            *(_bytes(len(binary)), _bytes(_BIN), binary),
        ]
    )


def _geometry(given: dict[str, Any], size: int) -> dict[str, Any]:
    """Return what is left of the JSON; the binary part has `size` bytes."""
    if needed := [name for name in given.get("extensionsRequired", []) if not str(name).startswith(_HARMLESS)]:
        raise BadFile(f"the file needs {str(needed)[:100]}, which is not read: export it without compression")
    materials = [
        {"name": str(each.get("name") or f"material_{i}")[:100]} for i, each in enumerate(given.get("materials", []))
    ]
    if len(materials) > MAX_MATERIALS:
        raise TooLarge(f"the file has {len(materials)} materials; at most {MAX_MATERIALS} are read")
    used = _Used(given.get("accessors", []), given.get("bufferViews", []), size)
    meshes = [
        {"primitives": [_primitive(each, used, len(materials)) for each in mesh["primitives"]]}
        for mesh in given.get("meshes", [])
    ]
    nodes = [{name: node[name] for name in _NODE if name in node} for node in given.get("nodes", [])]
    roots = _roots(nodes, given)
    _check_repeats(nodes, meshes, used.accessors)
    kept = {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": roots}], "nodes": nodes, "meshes": meshes}
    kept |= {"accessors": used.accessors, "bufferViews": used.views, "buffers": [{"byteLength": size}]}
    return kept | ({"materials": materials} if materials else {})


class _Used:
    """The accessors that triangles use, checked, each with a view of its own; animations and images have others."""

    def __init__(self, accessors: list[dict[str, Any]], views: list[dict[str, Any]], size: int) -> None:
        self.accessors: list[dict[str, Any]] = []
        self.views: list[dict[str, int]] = []
        self._given = accessors, views
        self._numbers: dict[int, int] = {}
        self._size = size

    def number(self, given: object) -> int:
        """Return the number here of an accessor of the file."""
        index = _whole(given)
        if index not in self._numbers:
            accessors, views = self._given
            accessor = accessors[index]
            if "sparse" in accessor or "bufferView" not in accessor:
                raise BadFile(f"accessors[{index}] is sparse or has no bufferView, and such are not read")
            place = _whole(accessor["bufferView"])
            view = _view(place, views[place], self._size)
            self._numbers[index] = len(self.accessors)
            self.accessors.append(_accessor(index, accessor, view) | {"bufferView": len(self.views)})
            self.views.append(view)
        return self._numbers[index]


def _view(index: int, view: dict[str, Any], size: int) -> dict[str, int]:
    offset, length, stride = (_whole(view.get(name, 0)) for name in ("byteOffset", "byteLength", "byteStride"))
    if _whole(view.get("buffer", 0)) != 0 or offset + length > size or stride > 252:  # noqa: PLR2004 - the largest
        raise BadFile(f"bufferViews[{index}] lies outside the binary part of {size} bytes")
    kept = {"buffer": 0, "byteOffset": offset, "byteLength": length}
    return kept | {"byteStride": stride} if stride else kept


def _accessor(index: int, accessor: dict[str, Any], view: dict[str, int]) -> dict[str, Any]:
    count, offset = _whole(accessor["count"]), _whole(accessor.get("byteOffset", 0))
    width = _WIDTHS[accessor["type"]] * _SIZES[accessor["componentType"]]
    step = view.get("byteStride", width)
    if count < 1 or step < width or offset + step * (count - 1) + width > view["byteLength"]:
        raise BadFile(f"accessors[{index}] with {count} entries does not fit its {view['byteLength']} bytes")
    kept = {name: accessor[name] for name in ("type", "componentType")}
    return kept | {"count": count, "byteOffset": offset, "normalized": accessor.get("normalized") is True}


def _primitive(primitive: dict[str, Any], used: _Used, materials: int) -> dict[str, Any]:
    attributes = {
        name: used.number(primitive["attributes"][name]) for name in _ATTRIBUTES if name in primitive["attributes"]
    }
    for name, number in attributes.items():
        if used.accessors[number]["type"] != ("VEC2" if name == "TEXCOORD_0" else "VEC3"):
            raise BadFile(f"{name} is of type {used.accessors[number]['type']}")
    kept: dict[str, Any] = {"attributes": attributes, "mode": _whole(primitive.get("mode", 4))}
    if "indices" in primitive:
        kept["indices"] = used.number(primitive["indices"])
        if used.accessors[kept["indices"]]["type"] != "SCALAR":
            raise BadFile("indices are no scalars")
    if "material" in primitive and _whole(primitive["material"]) < materials:
        kept["material"] = primitive["material"]
    return kept


def _roots(nodes: list[dict[str, Any]], given: dict[str, Any]) -> list[int]:
    """Return the nodes of the scene; each node has at most one parent, and those have none."""
    if len(nodes) > MAX_NODES:
        raise TooLarge(f"the file has {len(nodes)} nodes; at most {MAX_NODES} are read")
    parents = Counter(_whole(child) for node in nodes for child in node.get("children", []))
    scenes = given.get("scenes", [])
    roots = [_whole(root) for root in scenes[_whole(given.get("scene", 0))]["nodes"]] if scenes else []
    if not scenes:
        roots = [index for index in range(len(nodes)) if index not in parents]
    twice = [index for index, count in (parents + Counter(roots)).items() if count > 1 or index >= len(nodes)]
    if twice:
        raise BadFile(f"nodes[{twice[0]}] has two parents, or is not there: nodes must be trees")
    return roots


def _check_repeats(nodes: list[dict[str, Any]], meshes: list[dict[str, Any]], accessors: list[dict[str, Any]]) -> None:
    """Refuse a scene that repeats its meshes too often."""
    sizes = [
        sum(accessors[number]["count"] for each in mesh["primitives"] for number in _numbers(each)) for mesh in meshes
    ]
    total = sum(sizes) + sum(sizes[_whole(node["mesh"])] for node in nodes if "mesh" in node)
    if total > 4 * MAX_LIBRARY_TRIANGLES or sum(len(mesh["primitives"]) for mesh in meshes) > MAX_NODES:
        raise TooLarge(f"the scene has {total} vertices and indices; at most {4 * MAX_LIBRARY_TRIANGLES} are loaded")


def _numbers(primitive: dict[str, Any]) -> list[int]:
    return [primitive[name] for name in ("indices",) if name in primitive] + list(primitive["attributes"].values())


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 32:
        return value
    raise ValueError(f"{str(value)[:40]} is no index or size")


def _word(content: bytes, offset: int) -> int:
    return int.from_bytes(content[offset : offset + 4], "little")


def _bytes(value: int) -> bytes:
    return value.to_bytes(4, "little")
