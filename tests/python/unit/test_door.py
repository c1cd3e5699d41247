"""The door: what it refuses, what it repairs, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from cutout.errors import BadPolygon, RequestError, TooLarge
from cutout.fracturing.door import MAX_POINTS, MAX_RINGS, admit

if TYPE_CHECKING:
    from cutout.fracturing.door import Polygon

SQUARE = [(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0)]
HOLE = [(2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 4.0)]


def moved(ring: list[tuple[float, float]], x: float, y: float) -> list[tuple[float, float]]:
    return [(at_x + x, at_y + y) for at_x, at_y in ring]


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_point_that_is_not_finite_is_named(bad: float) -> None:
    with pytest.raises(BadPolygon, match=r"point 2 of ring 1 is \(.*\): coordinates must be finite"):
        admit([SQUARE, [*HOLE[:2], (4.0, bad), HOLE[3]]])


@pytest.mark.parametrize(
    ("polygon", "said"),
    [
        ([], "has no points"),
        ([[]], "ring 0 must be n pairs"),
        (3, "not int"),
        (None, "not NoneType"),
        ("square", "must be n pairs"),
        ({"x": 1}, "must be n pairs"),
        ([(0, 0), (1, 1)], "ring 0 has 2 points"),
        ([(0, 0), (1, 1), (2,)], "pair of numbers"),
        ([(0, 0, 0), (1, 0, 0), (1, 1, 0)], "must be n pairs"),
        ([("a", "b"), ("c", "d"), ("e", "f")], "must be n pairs"),
        ([(0j, 0j), (1, 1), (2, 2)], "must be n pairs"),
        ([[SQUARE]], "must be n pairs"),
        ([SQUARE, [(1, 1), (2, 2)]], "ring 1 has 2 points"),
        ([(1, 1), (1, 1), (1, 1), (1, 1)], "ring 0 has only 1 distinct"),
        ([(0, 0), (0, 0), (5, 5), (5, 5), (0, 0)], "ring 0 has fewer than 3 distinct"),
        ([(0, 0), (4, 4), (8, 8)], "no area"),
        ([(0, 0), (1, 0), (2, 1e-13)], "no area"),
    ],
)
def test_what_is_no_polygon_is_refused(polygon: Polygon, said: str) -> None:
    with pytest.raises(BadPolygon, match=said):
        admit(polygon)


def test_too_many_points_are_refused() -> None:
    angle = np.linspace(0.0, 6.0, MAX_POINTS + 1)
    with pytest.raises(TooLarge, match="20001 points; at most 20000"):
        admit(np.stack([np.cos(angle), np.sin(angle)], axis=1))


def test_as_many_points_as_allowed_are_let_in() -> None:
    angle = np.linspace(0.0, 6.0, MAX_POINTS)
    assert len(admit(np.stack([np.cos(angle), np.sin(angle)], axis=1) * 500.0).points) == MAX_POINTS


def test_too_many_rings_are_refused() -> None:
    with pytest.raises(TooLarge, match="rings"):
        admit([np.array(SQUARE) + 10.0 * i for i in range(MAX_RINGS + 1)])


def test_coordinates_too_far_out_are_refused() -> None:
    with pytest.raises(TooLarge, match="use local coordinates"):
        admit(np.array(SQUARE) + 1e8)


def test_repeated_and_closing_points_are_dropped() -> None:
    outline = admit([SQUARE[0], SQUARE[0], *SQUARE[1:], SQUARE[3], SQUARE[0]])
    assert len(outline.points) == 4
    assert not outline.repaired


def test_integers_and_float32_are_let_in() -> None:
    assert admit(np.array(SQUARE, np.int64)).area == 64.0
    assert admit(np.array(SQUARE, np.float32)).area == 64.0


def test_rings_of_equal_length_are_rings_and_not_points() -> None:
    assert admit(np.array([SQUARE, HOLE])).area == 60.0


def test_island_in_a_hole_is_solid() -> None:
    frame = [(1.0, 1.0), (7.0, 1.0), (7.0, 7.0), (1.0, 7.0)]
    assert admit([SQUARE, frame, HOLE]).area == 64.0 - 36.0 + 4.0


def test_second_outer_ring_is_solid() -> None:
    outline = admit([SQUARE, moved(SQUARE, 20.0, 0.0)])
    assert outline.area == 128.0
    assert not outline.repaired


def test_bow_tie_becomes_two_triangles_and_says_so() -> None:
    outline = admit([(0, 0), (8, 8), (8, 0), (0, 8)])
    assert outline.area == pytest.approx(32.0)
    assert outline.repaired
    assert outline.notes == ("repaired ring 0: self-intersection",)


def test_spike_is_cut_off() -> None:
    outline = admit([(0, 0), (8, 0), (20, 0), (8, 0), (8, 8), (0, 8)])
    assert outline.area == 64.0
    assert outline.repaired


def test_overlapping_holes_are_one_hole() -> None:
    outline = admit([SQUARE, HOLE, moved(HOLE, 1.0, 1.0)])
    assert outline.area == pytest.approx(64.0 - 7.0)
    assert outline.repaired


def test_hole_that_sticks_out_cuts_the_edge() -> None:
    outline = admit([SQUARE, moved(HOLE, -2.5, 0.0)])
    assert outline.area == pytest.approx(64.0 - 3.0)
    assert outline.repaired


def test_repaired_parts_share_their_vertices() -> None:
    # The crossing at (2.545.., 1.909..) lies a rounding error off the edge it is on.
    rings = [[(0, 0), (0, 3), (7, 0)], [(0, 1), (2, 2), (8, 1)], [(2, 2), (6, 0), (8, 1)]]
    outline = admit([np.array(ring) for ring in rings])
    assert outline.repaired
    assert shapely.coverage_is_valid(shapely.get_parts(outline.shape))
    assert (np.mod(outline.points, 2.0**-18) == 0.0).all()


def test_rings_that_geos_cannot_untangle_are_untangled_on_a_grid() -> None:
    outer = [(0, 1), (8, 2), (0, 0), (0, 4), (4, 1)]
    hole = [(0, 1), (8, 2), (0, 0), (5, 0), (0, 2), (1, 1)]
    outline = admit([np.array(outer), np.array(hole)])
    assert outline.repaired
    assert outline.area == pytest.approx(6.7039, abs=1e-4)


def test_every_refusal_is_the_requests_fault() -> None:
    assert issubclass(BadPolygon, RequestError)
    assert issubclass(TooLarge, RequestError)
