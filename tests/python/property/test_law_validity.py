"""Law: every ring, triangle and convex part is sound, before and after rounding to float32."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given

from cutout.fracturing import Fracture, fracture
from cutout.fracturing.triangulation import MAX_PART_VERTICES
from cutout.fracturing.wire_form import pack, unpack
from python.property.layouts import Params, layouts
from python.property.shapes import Rings, polygons

if TYPE_CHECKING:
    from numpy.typing import NDArray


def area_of(ring: NDArray[np.float64]) -> float:
    x, y = (ring - ring[0]).T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2.0


def assert_sound(result: Fracture) -> None:
    for array in (result.points, result.areas, result.centroids, result.shards.shared_lengths):
        assert np.isfinite(array).all()
    for ring, triangles, parts in zip(result.fragments, result.triangles, result.convex_parts, strict=True):
        assert shapely.Polygon(ring).is_valid
        area = area_of(ring)
        assert area > 0.0
        assert len(triangles) == len(ring) - 2
        assert sum(area_of(ring[triangle]) for triangle in triangles) == pytest.approx(area, rel=1e-9)
        assert min(area_of(ring[triangle]) for triangle in triangles) >= 0.0
        assert sum(area_of(ring[part]) for part in parts) == pytest.approx(area, rel=1e-9)
        assert all(len(part) <= MAX_PART_VERTICES and is_convex(ring[part]) for part in parts)


def is_convex(part: NDArray[np.float64]) -> bool:
    edge = np.roll(part, -1, axis=0) - part
    after = np.roll(edge, -1, axis=0)
    turn = edge[:, 0] * after[:, 1] - edge[:, 1] * after[:, 0]
    return bool((turn >= -1e-12 * np.hypot(*edge.T) * np.hypot(*after.T)).all())


@given(polygons, layouts)
def test_fragments_are_sound(polygon: Rings, wanted: Params) -> None:
    assert_sound(fracture(polygon, wanted))


@given(polygons, layouts)
def test_fragments_on_the_wire_are_sound(polygon: Rings, wanted: Params) -> None:
    assert_sound(unpack(pack(fracture(polygon, wanted))))
