"""Tell results of the kind ``fracture`` apart, bit by bit, as ``tests/godot/fracture_hash.gd`` does."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cutout.fracturing.wire_form import unpack
from cutout.wire import encode

if TYPE_CHECKING:
    from collections.abc import Mapping


def digest_of(result: Mapping[str, Any]) -> str:
    """Return a hash of everything in a result."""
    points, offsets = result["points"], result["offsets"]
    triangles, triangle_offsets = result["triangles"], result["triangle_offsets"]
    pieces = range(len(offsets) - 1)
    shown = {key: result[key] for key in ("areas", "centroids", "neighbours", "shared_lengths", "report")}
    shown["rings"] = [points[offsets[i] : offsets[i + 1]] for i in pieces]
    shown["triangles"] = [triangles[triangle_offsets[i] : triangle_offsets[i + 1]] for i in pieces]
    solids = unpack(result).solids
    surfaces = [surface for solid in solids for surface in solid.values()]
    shown["surfaces"] = [array for each in surfaces for array in (each.positions, each.normals, each.uvs, each.indices)]
    return sha256(encode(shown)).hexdigest()
