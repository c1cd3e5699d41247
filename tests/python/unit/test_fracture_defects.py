"""What other fracture add-ons got wrong, one test each: the list of 14 defects that this library must not have.

Of the defects that lie in a game's scene and not in geometry, the last four, the tests show what a caller gets instead.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from cutout.errors import BadParams
from cutout.fracturing import fracture
from cutout.fracturing.params import PATTERNS
from cutout.fracturing.wire_form import pack

SQUARE = np.array([(0.0, 0.0), (128.0, 0.0), (128.0, 128.0), (0.0, 128.0)])
HOLE = np.array([(60.0, 60.0), (68.0, 60.0), (68.0, 68.0), (60.0, 68.0)])


@pytest.mark.parametrize("wanted", [{"fragment_count": 1}, {"fragment_count": 4, "seed": 3}, {"pattern": "line"}])
def test_1_a_hole_within_a_fragment_does_not_come_back_as_a_solid_piece(wanted: dict[str, object]) -> None:
    result = fracture([SQUARE, HOLE], wanted)
    assert result.areas.sum() == pytest.approx(128.0**2 - 64.0)
    assert shapely.union_all([shapely.Polygon(ring) for ring in result.fragments]).area == pytest.approx(16320.0)
    assert not any(shapely.contains_xy(shapely.Polygon(ring), 64.0, 64.0) for ring in result.fragments)


@pytest.mark.parametrize("distance", [1e-3, 1.0, 20.0, 60.0])
@pytest.mark.parametrize("angle", [20.0, 45.0, 70.0, 110.0, 135.0])
def test_2_a_diagonal_cut_near_a_corner_loses_no_material(distance: float, angle: float) -> None:
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    start = np.full(2, distance)
    result = fracture(SQUARE, pattern="line", line_start=start, line_end=start + along)
    assert len(result) == 2
    assert result.areas.sum() == pytest.approx(128.0**2, rel=1e-12)


@pytest.mark.parametrize("count", [1, 3, 5, 7, 9])
def test_3_as_many_parallel_cuts_cut_as_were_asked_for(count: int) -> None:
    assert len(fracture(SQUARE, pattern="parallel", slice_count=count)) == count + 1


@pytest.mark.parametrize("count", [2, 3, 4, 6, 8])
def test_4_no_two_radial_cuts_coincide_for_even_numbers_either(count: int) -> None:
    result = fracture(SQUARE, pattern="cut_radial", slice_count=count)
    assert len(result) == 2 * count


@pytest.mark.parametrize("offset", [(0.0, 0.0), (5000.0, -3000.0)])
def test_5_a_grid_of_cuts_finds_a_polygon_away_from_the_origin(offset: tuple[float, float]) -> None:
    assert len(fracture(SQUARE + np.array(offset), pattern="cut_grid", h_slices=2, v_slices=2)) == 9


@pytest.mark.parametrize(
    "points", [[(32, 64), (96, 64)], [(20, 64), (64, 64), (100, 64)], [(9, 9), (60, 60), (99, 99)]]
)
def test_6_two_or_collinear_seed_points_split_the_polygon(points: list[tuple[int, int]]) -> None:
    assert len(fracture(SQUARE, pattern="points", points=points)) == len(points)


def test_6_a_polygon_that_was_not_split_is_not_passed_off_as_if_it_were() -> None:
    result = fracture(SQUARE, pattern="line", line_start=(0.0, 500.0), line_end=(1.0, 500.0))
    assert len(result) == 1
    assert result.report.notes == ("no cut divides the polygon",)


@pytest.mark.parametrize("pattern", ["random", "cut_grid"])
def test_7_islands_are_not_holes(pattern: str) -> None:
    beside, within = SQUARE + (200.0, 0.0), HOLE * 0.25 + 48.0  # noqa: RUF005 - arrays
    result = fracture([SQUARE, beside, HOLE, within], pattern=pattern)
    assert result.areas.sum() == pytest.approx(2.0 * 128.0**2 - 64.0 + 4.0)


def test_8_a_parameter_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadParams, match="pattern 'random' has no parameter 'impact_point'"):
        fracture(SQUARE, impact_point=(3.0, 4.0))


def test_9_what_is_found_by_name_has_the_same_name_everywhere() -> None:
    """A fade that looks for a node by a name it does not have: here a result has keys, and a test per key."""
    assert {"points", "offsets", "areas", "report"} <= set(pack(fracture(SQUARE)))


@pytest.mark.parametrize("pattern", ["random", "chaotic"])
def test_10_colliders_are_convex_parts(pattern: str) -> None:
    result = fracture([SQUARE, HOLE], pattern=pattern)
    for ring, parts in zip(result.fragments, result.convex_parts, strict=True):
        for part in parts:
            shape = shapely.Polygon(ring[part])
            assert 3 <= len(part) <= 8
            assert shape.convex_hull.area == pytest.approx(shape.area)


def test_11_fragments_are_at_the_scale_and_place_of_the_polygon() -> None:
    result = fracture(SQUARE + 7.0)
    assert result.points.min(axis=0).tolist() == [7.0, 7.0]
    assert result.points.max(axis=0).tolist() == [135.0, 135.0]


def test_12_fragments_share_two_arrays_and_are_not_copied_one_by_one() -> None:
    result = fracture(SQUARE, fragment_count=30)
    assert all(np.shares_memory(ring, result.points) for ring in result.fragments)


@pytest.mark.parametrize(
    "pattern", ["random", "grid", "radial", "spiderweb", "poisson", "clustered", "impact", "chaotic"]
)
def test_13_the_seed_decides(pattern: str) -> None:
    wanted = {"pattern": pattern}
    assert fracture(SQUARE, wanted, seed=1).points.tobytes() == fracture(SQUARE, wanted, seed=1).points.tobytes()
    assert fracture(SQUARE, wanted, seed=1).points.tobytes() != fracture(SQUARE, wanted, seed=2).points.tobytes()


def test_14_a_pattern_needs_nothing_of_the_game() -> None:
    """Work on the main thread: parameters are plain values, so a request can be computed in any process."""
    for params in PATTERNS.values():
        for value in params.__dataclass_fields__.values():
            assert isinstance(value.default, bool | int | float | str | tuple)
