"""The patterns, one by one: what each promises."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from cutout.fracturing import Fracture, fracture
from cutout.fracturing.cuts import Lines, Paths, Sites
from cutout.fracturing.door import admit
from cutout.fracturing.params import PATTERNS, FractureParams
from cutout.fracturing.planning import plan

SQUARE = np.array([(0.0, 0.0), (128.0, 0.0), (128.0, 128.0), (0.0, 128.0)])
FAR = SQUARE + np.array((4000.0, 3000.0))
HOLE = [(28.0, 28.0), (36.0, 28.0), (36.0, 36.0), (28.0, 36.0)]


def sites(**params: Any) -> np.ndarray:
    cuts = plan(admit(SQUARE), FractureParams.from_mapping(params))
    assert isinstance(cuts, Sites)
    return cuts.points


def distances(points: np.ndarray) -> np.ndarray:
    """Return the distance of each point to its nearest neighbour."""
    between = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(between, np.inf)
    nearest: np.ndarray = between.min(axis=1)
    return nearest


def test_every_pattern_breaks_with_its_defaults_or_says_what_it_needs() -> None:
    given: dict[str, dict[str, Any]] = {
        "points": {"points": [(30, 30), (90, 90)]},
        "segments": {"segments": [(0, 0), (128, 100)]},
        "polyline": {"polylines": [[(0, 0), (64, 30), (128, 100)]]},
        "cracks": {"polylines": [[(0, 0), (30, 3)], [(0, 0), (-20, -9)]], "impact_point": (64, 64)},
        "line": {"line_start": (0, 3), "line_end": (128, 100)},
    }
    for name in PATTERNS:
        assert len(fracture(SQUARE, {"pattern": name, **given.get(name, {})})) > 1, name


@pytest.mark.parametrize("rows", [1, 2, 5])
@pytest.mark.parametrize("columns", [1, 3])
def test_grid_without_jitter_is_bricks(rows: int, columns: int) -> None:
    result = fracture(SQUARE, pattern="grid", grid_rows=rows, grid_cols=columns, grid_jitter=0.0)
    assert len(result) == rows * columns
    assert result.areas == pytest.approx(128.0**2 / rows / columns, rel=1e-3)


def test_radial_has_a_centre_and_rings() -> None:
    points = sites(pattern="radial", ring_size=20.0, ring_count=2, points_per_ring=6, radial_variation=0.0)
    assert np.round(np.hypot(*points.T)).tolist() == [0.0] + [20.0] * 6 + [40.0] * 6


def test_origin_is_where_rings_have_their_centre() -> None:
    cuts = plan(admit(FAR), FractureParams.from_mapping({"pattern": "radial", "origin": (4010.0, 3020.0)}))
    assert isinstance(cuts, Sites)
    assert cuts.points[0] == pytest.approx((-54.0, -44.0), abs=1e-2)


def test_spiderweb_lines_up() -> None:
    points = sites(pattern="spiderweb", ring_size=10.0, ring_count=3, points_per_ring=7, radial_variation=0.5)[1:]
    rings = points.reshape(3, 7, 2)
    assert np.ptp(np.hypot(*rings.transpose(2, 0, 1)), axis=1) == pytest.approx(0.0, abs=1e-2)
    assert np.ptp(np.unwrap(np.arctan2(rings[..., 1], rings[..., 0]), axis=0), axis=0) == pytest.approx(0.0, abs=1e-2)
    assert (np.diff(np.hypot(*rings[:, 0].T), n=2) > 0.0).all()


def test_poisson_points_keep_their_distance_and_leave_no_gap() -> None:
    points = sites(pattern="poisson", min_cell_distance=0.1)
    assert distances(points).min() > 12.8 - 0.01
    assert distances(points).max() < 2.0 * 12.8
    assert len(points) > 40


def test_poisson_stops_at_the_limit_on_fragments() -> None:
    assert len(sites(pattern="poisson", min_cell_distance=0.01, poisson_attempts=10)) == 1024


def test_clusters_are_denser_than_chance() -> None:
    crowded = sites(pattern="clustered", fragment_count=100, cluster_radius=0.03)
    assert len(crowded) == 100
    assert np.median(distances(crowded)) < 0.3 * np.median(distances(sites(fragment_count=100)))


def test_fragments_grow_with_the_distance_from_the_hit() -> None:
    hit = (100.0, 20.0)
    result = fracture(SQUARE, pattern="impact", fragment_count=80, impact_point=hit, impact_radius=30.0)
    order = np.argsort(np.hypot(*(result.centroids - hit).T))
    near, far = result.areas[order[:20]], result.areas[order[-20:]]
    assert len(result) == 80
    assert near.mean() < far.mean() / 8.0


def test_hit_beside_the_polygon_counts_at_its_nearest_point() -> None:
    points = sites(pattern="impact", fragment_count=40, impact_point=(1e5, 64.0), impact_radius=5.0)
    assert np.median(points[:, 0]) > 50.0


def test_points_of_the_caller_are_where_fragments_grow() -> None:
    given = [(32.0, 64.0), (96.0, 64.0)]
    result = fracture(SQUARE, pattern="points", points=given)
    assert result.areas == pytest.approx([8192.0, 8192.0], rel=1e-3)


def test_points_that_coincide_count_once() -> None:
    assert len(fracture(SQUARE, pattern="points", points=[(32.0, 64.0)] * 5 + [(96.0, 64.0)])) == 2


@pytest.mark.parametrize("count", [1, 3, 5, 7, 9, 20])
@pytest.mark.parametrize("angle", [0.0, 45.0, 90.0, 200.0])
def test_each_parallel_cut_cuts(count: int, angle: float) -> None:
    assert len(fracture(SQUARE, pattern="parallel", slice_count=count, parallel_angle=angle)) == count + 1


def test_parallel_cuts_give_bands_of_one_width() -> None:
    result = fracture(FAR, pattern="parallel", slice_count=3, parallel_angle=90.0)
    assert result.areas == pytest.approx(4096.0, rel=1e-3)
    assert np.ptp([np.ptp(ring[:, 1]) for ring in result.fragments]) == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("polygon", [SQUARE, FAR, SQUARE - 1000.0])
def test_cut_grid_finds_the_polygon_wherever_it_is(polygon: np.ndarray) -> None:
    result = fracture(polygon, pattern="cut_grid", h_slices=2, v_slices=4)
    assert len(result) == 15
    assert result.areas == pytest.approx(128.0**2 / 15.0, rel=1e-3)


def test_cut_grid_without_cuts_leaves_the_polygon_and_says_so() -> None:
    result = fracture(SQUARE, pattern="cut_grid", h_slices=0, v_slices=0)
    assert len(result) == 1
    assert result.report.notes == ("no cut divides the polygon",)


@pytest.mark.parametrize("count", range(1, 9))
def test_radial_cuts_are_all_different(count: int) -> None:
    result = fracture(SQUARE, pattern="cut_radial", slice_count=count)
    assert len(result) == 2 * count
    assert any((result.points == 64.0).all(axis=1))


def test_chaotic_cuts_all_pass_through_the_inside() -> None:
    for seed in range(20):
        assert len(fracture(SQUARE, pattern="chaotic", slice_count=4, seed=seed)) >= 5


@pytest.mark.parametrize(
    ("start", "end"),
    [((-5.0, 10.0), (10.0, -5.0)), ((0.0, 3.0), (3.0, 0.0)), ((120.0, 0.0), (128.0, 1.0)), ((0.0, 0.0), (1.0, 0.5))],
)
def test_diagonal_cut_near_a_corner_loses_nothing(start: tuple[float, float], end: tuple[float, float]) -> None:
    result = fracture(SQUARE, pattern="line", line_start=start, line_end=end)
    assert len(result) == 2
    assert result.areas.sum() == pytest.approx(128.0**2, rel=1e-12)


def test_line_beside_the_polygon_leaves_it_and_says_so() -> None:
    result = fracture(SQUARE, pattern="line", line_start=(200.0, 0.0), line_end=(200.0, 1.0))
    assert len(result) == 1
    assert result.report.notes == ("no cut divides the polygon",)


def test_segments_run_on_or_end() -> None:
    half = {"pattern": "segments", "segments": [(10.0, 64.0), (100.0, 64.0)]}
    assert len(fracture(SQUARE, half)) == 2
    ended = fracture(SQUARE, half, extend=False)
    assert len(ended) == 1
    assert ended.report.notes == ("no cut divides the polygon",)


def test_segments_that_end_on_each_other_join() -> None:
    ladder = [(0.0, 40.0), (128.0, 40.0), (0.0, 90.0), (128.0, 90.0), (31.7, 40.0), (77.3, 90.0)]
    assert len(fracture(SQUARE, pattern="segments", segments=ladder, extend=False)) == 4


def test_segments_that_end_on_a_slanted_border_reach_it() -> None:
    triangle = np.array([(0.3, 0.1), (91.7, 13.9), (40.1, 77.7)])
    ends = [triangle[0] * 0.37 + triangle[1] * 0.63, triangle[1] * 0.21 + triangle[2] * 0.79]
    assert len(fracture(triangle, pattern="segments", segments=ends, extend=False)) == 2


def test_polyline_cuts_along_its_bends() -> None:
    bent = [(0.0, 32.0), (64.0, 96.0), (128.0, 32.0)]
    result = fracture(SQUARE, pattern="polyline", polylines=[bent])
    assert len(result) == 2
    assert sorted(result.areas.tolist()) == pytest.approx([8192.0, 8192.0])
    assert all([64.0, 96.0] in ring.tolist() for ring in result.fragments)


def test_free_ends_of_a_polyline_run_on() -> None:
    short = [(50.0, 64.0), (64.0, 70.0), (80.0, 64.0)]
    assert len(fracture(SQUARE, pattern="polyline", polylines=[short])) == 2
    assert len(fracture(SQUARE, pattern="polyline", polylines=[short], extend=False)) == 1


def test_closed_polyline_cuts_a_piece_out() -> None:
    loop = [(40.0, 40.0), (80.0, 40.0), (60.0, 80.0), (40.0, 40.0)]
    result = fracture(SQUARE, pattern="polyline", polylines=[loop])
    assert result.areas.min() == pytest.approx(800.0)
    assert result.areas.sum() == pytest.approx(128.0**2)


RAYS = [[(0.0, 0.0), (10.0, 1.0)], [(0.0, 0.0), (-8.0, 6.0)], [(0.0, 0.0), (1.0, -9.0)]]


def test_cracks_meet_at_the_hit() -> None:
    result = fracture(SQUARE, pattern="cracks", polylines=RAYS, impact_point=(40.0, 50.0))
    assert len(result) == 3
    assert all([40.0, 50.0] in ring.tolist() for ring in result.fragments)


def test_cracks_turn_and_grow() -> None:
    triangle = [[(0.0, -10.0), (10.0, 10.0), (-10.0, 10.0), (0.0, -10.0)]]
    wanted = {"pattern": "cracks", "polylines": triangle, "impact_point": (64.0, 64.0)}
    small = fracture(SQUARE, wanted)
    large = fracture(SQUARE, wanted, impact_scale=3.0, rotation=90.0)
    assert large.areas.min() == pytest.approx(9.0 * small.areas.min())
    tip = large.fragments[int(large.areas.argmin())][:, 0].max()
    assert tip == pytest.approx(94.0)


def inner(result: Fracture) -> list[int]:
    return [number for number in range(len(result)) if number not in result.report.rest]


def test_punch_breaks_only_what_it_meets() -> None:
    wanted = {"pattern": "punch", "punch_shape": np.array(HOLE) - 32.0, "impact_point": (64.0, 64.0)}
    result = fracture(SQUARE, wanted, impact_scale=4.0, fragment_count=7)
    assert len(inner(result)) == 7
    assert result.areas[inner(result)].sum() == pytest.approx(1024.0)
    assert result.areas.sum() == pytest.approx(128.0**2)
    assert shapely.coverage_is_valid([shapely.Polygon(ring) for ring in result.fragments])


def test_punch_keeps_or_removes_the_part() -> None:
    wanted = {"pattern": "punch", "punch_shape": np.array(HOLE) - 32.0, "impact_point": (64.0, 64.0)}
    kept, removed = fracture(SQUARE, wanted, hit_part="keep"), fracture(SQUARE, wanted, hit_part="remove")
    assert kept.areas[inner(kept)].tolist() == pytest.approx([64.0])
    assert kept.report.removed_area == 0.0
    assert inner(removed) == []
    assert removed.report.removed_area == pytest.approx(64.0)
    assert removed.areas.sum() == pytest.approx(128.0**2 - 64.0)


def test_punch_at_the_border_leaves_one_body_in_one_piece() -> None:
    wanted = {"pattern": "punch", "punch_shape": SQUARE - 64.0, "impact_point": (128.0, 128.0), "impact_scale": 0.5}
    result = fracture(SQUARE, wanted, hit_part="remove")
    assert result.report.rest == (0,)
    assert result.areas.tolist() == pytest.approx([128.0**2 - 32.0**2])


def test_punch_that_misses_leaves_the_polygon_and_says_so() -> None:
    result = fracture(SQUARE, pattern="punch", impact_point=(1000.0, 1000.0))
    assert len(result) == 1
    assert result.report.rest == (0,)
    assert result.report.notes == ("no cut divides the polygon",)


def test_punch_over_everything_leaves_nothing_standing() -> None:
    wanted = {"pattern": "punch", "impact_point": (64.0, 64.0), "punch_radius": 1000.0}
    broken, gone = fracture(SQUARE, wanted, fragment_count=9), fracture(SQUARE, wanted, hit_part="remove")
    assert (len(broken), broken.report.rest) == (9, ())
    assert len(gone) == 0
    assert gone.report.removed_area == pytest.approx(128.0**2)


def test_random_shape_of_a_punch_grows_with_the_impact() -> None:
    wanted = {"pattern": "punch", "impact_point": (64.0, 64.0), "hit_part": "remove", "punch_radius": 20.0}
    areas = [fracture(SQUARE, wanted, impact_scale=scale).report.removed_area for scale in (0.5, 1.0, 2.0)]
    assert areas[1] == pytest.approx(4.0 * areas[0])
    assert areas[2] == pytest.approx(4.0 * areas[1])


def test_shape_that_crosses_itself_is_repaired() -> None:
    bow_tie = [(-10.0, -10.0), (10.0, 10.0), (10.0, -10.0), (-10.0, 10.0)]
    result = fracture(SQUARE, pattern="punch", punch_shape=bow_tie, impact_point=(64.0, 64.0), hit_part="remove")
    assert result.report.removed_area == pytest.approx(200.0)


def test_straight_cuts_go_to_the_kernel_and_others_to_geos() -> None:
    outline = admit(SQUARE)
    straight = FractureParams.from_mapping({"pattern": "chaotic"})
    jagged = FractureParams.from_mapping({"pattern": "chaotic", "noise_amplitude": 2.0})
    assert isinstance(plan(outline, straight), Lines)
    assert isinstance(plan(outline, jagged), Paths)


def test_overrides_choose_the_pattern() -> None:
    assert fracture(SQUARE, {"seed": 1}, pattern="cut_grid").report.path
    assert len(fracture(SQUARE, pattern="cut_grid", h_slices=1, v_slices=1)) == 4
