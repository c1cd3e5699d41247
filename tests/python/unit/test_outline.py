"""The form in which a polygon leaves the door."""

from __future__ import annotations

import numpy as np
import pytest

from cutout.fracturing import rings as ring_layout
from cutout.fracturing.door import admit

SQUARE = np.array([(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0)])
HOLE = np.array([(2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 4.0)])
ISLAND = HOLE * 0.5 + 1.5


def test_points_are_counted_from_the_centre_of_the_bounding_box() -> None:
    outline = admit(SQUARE + np.array((100.0, -50.0)))
    assert outline.origin.tolist() == [104.0, -46.0]
    assert outline.points.tolist() == [[-4.0, -4.0], [4.0, -4.0], [4.0, 4.0], [-4.0, 4.0]]
    assert outline.extent == 8.0


@pytest.mark.parametrize("direction", [1, -1])
def test_outer_rings_are_positive_and_holes_negative(direction: int) -> None:
    outline = admit([SQUARE[::direction], HOLE, ISLAND[::direction]])
    areas, _ = ring_layout.areas_and_centroids(outline.points, outline.offsets)
    assert sorted(areas.tolist()) == [-4.0, 1.0, 64.0]
    assert areas.tolist().index(-4.0) == areas.tolist().index(64.0) + 1
    assert outline.area == 61.0


def test_the_way_a_polygon_is_written_leaves_no_trace() -> None:
    one = admit([SQUARE, HOLE, HOLE + 2.5])
    closed = np.concatenate([SQUARE[2:], SQUARE[:3]])
    two = admit([closed[::-1], HOLE[::-1] + 2.5, np.roll(HOLE, 1, axis=0)])
    assert one.points.tobytes() == two.points.tobytes()
    assert one.offsets.tobytes() == two.offsets.tobytes()


def test_rings_that_share_a_vertex_are_detected() -> None:
    corner = np.array([(0.0, 0.0), (3.0, 1.0), (1.0, 3.0)])
    assert admit([SQUARE, corner]).touching
    assert not admit([SQUARE, HOLE]).touching


def test_ring_that_touches_the_middle_of_an_edge_is_detected() -> None:
    leaning = np.array([(0.0, 4.0), (3.0, 3.0), (3.0, 5.0)])
    assert admit([SQUARE, leaning]).touching
