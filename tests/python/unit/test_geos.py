"""The GEOS path: cells, cut holes, and borders with the same vertices on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from shapely.errors import GEOSException

from cutout.errors import UnstableGeometry
from cutout.fracturing import fracture
from cutout.fracturing import rings as ring_layout
from cutout.fracturing.door import admit
from cutout.fracturing.geos import hole_cuts
from cutout.fracturing.geos import subdivide as by_geos
from cutout.fracturing.seed_points import in_general_position
from cutout.fracturing.subdivision import PATHS, Path, Rings, subdivide

if TYPE_CHECKING:
    from cutout.fracturing.outline import Outline
    from cutout.fracturing.rings import Floats

SQUARE = np.array([(0.0, 0.0), (64.0, 0.0), (64.0, 64.0), (0.0, 64.0)])
GEOS_ONLY = [path for path in PATHS if path.name == "geos"]


def general(sites: Floats) -> Floats:
    return in_general_position(sites, 1e-3, np.random.default_rng(0))


def shapes_of(points: Floats, offsets: ring_layout.Ints) -> list[shapely.Polygon]:
    return [shapely.Polygon(ring) for ring in ring_layout.split(points, offsets)]


def test_one_site_is_the_whole_polygon() -> None:
    outline = admit(SQUARE)
    points, offsets, owners = by_geos(outline, np.zeros((1, 2)))
    assert owners.tolist() == [0]
    assert shapes_of(points, offsets)[0].equals(outline.shape)


def test_two_sites_split_a_square_in_two() -> None:
    division = subdivide(admit(SQUARE), np.array([(-16.0, 0.0), (16.0, 0.0)]), GEOS_ONLY)
    assert division.owners.tolist() == [0, 1]
    assert [shape.area for shape in shapes_of(division.points, division.offsets)] == [2048.0, 2048.0]


def test_collinear_sites_split_into_bands() -> None:
    sites = np.stack([np.linspace(-24.0, 24.0, 7), np.zeros(7)], axis=1)
    for found in (sites, general(sites)):
        assert subdivide(admit(SQUARE), found, GEOS_ONLY).owners.tolist() == list(range(7))


@pytest.mark.parametrize("count", [6, 12, 24])
def test_sites_on_a_circle_tile_exactly(count: int) -> None:
    angle = np.arange(count) * 2.0 * np.pi / count
    sites = general(np.concatenate([np.stack([np.cos(angle), np.sin(angle)], axis=1) * 20.0, [(0.0, 0.0)]]))
    division = subdivide(admit(SQUARE), sites, GEOS_ONLY)
    assert sorted(division.owners.tolist()) == list(range(count + 1))
    assert division.area_error < 1e-12


def test_grid_through_the_vertices_tiles_exactly() -> None:
    sites = general(np.stack(np.meshgrid([-32.0, 0.0, 32.0], [-32.0, 0.0, 32.0]), axis=-1).reshape(-1, 2))
    division = subdivide(admit(SQUARE), sites, GEOS_ONLY)
    assert len(division.owners) == 9
    assert division.area_error < 1e-12


def test_hole_inside_one_cell_is_cut_open() -> None:
    hole = SQUARE / 8.0 + 28.0
    outline = admit([SQUARE, hole])
    points, offsets, owners = by_geos(outline, np.zeros((1, 2)))
    shapes = shapes_of(points, offsets)
    assert owners.tolist() == [0, 0]
    assert sum(shape.area for shape in shapes) == pytest.approx(64.0**2 - 64.0)
    assert shapely.coverage_is_valid(shapes)


def test_holes_side_by_side_are_cut_in_one_go() -> None:
    holes = [SQUARE / 16.0 + (8.0 + 14.0 * column, 10.0 + 15.0 * row) for column in range(4) for row in range(3)]
    outline = admit([SQUARE, *holes])
    points, offsets, _ = by_geos(outline, np.zeros((1, 2)))
    shapes = shapes_of(points, offsets)
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(outline.area)


def test_cut_leaves_no_vertex_on_one_side_only() -> None:
    outline = admit([SQUARE, SQUARE / 16.0 + (14.0, 30.0)])
    points, offsets, owners = by_geos(outline, np.array([(-16.0, 0.0), (16.0, 0.0)]))
    assert sorted(owners.tolist()) == [0, 0, 1]
    assert shapely.coverage_is_valid(shapes_of(points, offsets))


def test_hole_touching_the_outer_ring_gives_valid_rings() -> None:
    outline = admit([SQUARE, np.array([(0.0, 0.0), (30.0, 10.0), (10.0, 30.0)])])
    assert outline.touching
    division = subdivide(outline, np.array([(-20.0, 10.0), (16.0, 0.0)]))
    assert division.path == "geos"
    assert division.area_error < 1e-12


def test_islands_are_fragments() -> None:
    frame, island = SQUARE * 0.75 + 8.0, SQUARE * 0.25 + 24.0
    division = subdivide(admit([SQUARE, frame, island]), np.zeros((1, 2)), GEOS_ONLY)
    assert max(shape.area for shape in shapes_of(division.points, division.offsets)[:-1]) < 64.0**2
    areas, _ = ring_layout.areas_and_centroids(division.points, division.offsets)
    assert 256.0 in areas.tolist()
    assert areas.sum() == pytest.approx(64.0**2 - 48.0**2 + 256.0)


def test_grid_is_the_last_resort_and_says_so() -> None:
    division = subdivide(admit(SQUARE), np.array([(-16.3, 0.1), (16.0, 0.0), (3.0, 20.0)]), GEOS_ONLY[1:])
    assert len(division.owners) == 3
    assert "snapped" in division.notes[0]


def whole(outline: Outline, sites: Floats) -> Rings:
    return outline.points, outline.offsets, np.zeros(1 if len(sites) else 0, np.int32)


def half(outline: Outline, sites: Floats) -> Rings:
    points, offsets, owners = by_geos(outline, sites)
    return points[: offsets[1]], offsets[:2], owners[:1]


def failing(outline: Outline, sites: Floats) -> Rings:
    raise GEOSException(f"{len(sites)} sites, {outline.area} px²")


def test_path_that_loses_area_is_passed_over() -> None:
    sites = np.array([(-16.0, 0.0), (16.0, 0.0)])
    wrong = Path(name="kernel", split=half, area_tolerance=lambda _: 1e-9)
    assert subdivide(admit(SQUARE), sites, [wrong, *GEOS_ONLY]).path == "geos"


def test_when_every_path_fails_there_is_no_result() -> None:
    sites = np.array([(-16.0, 0.0), (16.0, 0.0)])
    paths = [Path(name="geos", split=split, area_tolerance=lambda _: 1e-9) for split in (half, failing)]
    with pytest.raises(UnstableGeometry, match="2 seed points") as refusal:
        subdivide(admit(SQUARE), sites, paths)
    assert "area off" in refusal.value.details
    assert "2 sites" in refusal.value.details


def test_piece_that_only_touches_a_punched_shape_stays() -> None:
    """GEOS gives the whole of the largest piece as its intersection with the shape; the two share two edges."""
    ring = [(51200, 0), (11200, 19399), (-25600, 44341), (-22400, 0), (-25600, -44341), (11200, -19399)]
    angle = np.pi
    matrix = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    punched = fracture(
        np.array(ring) / 1024.0 @ matrix,
        pattern="punch",
        punch_shape=[(-30.0, -20.0), (40.0, -10.0), (0.0, 35.0)],
        impact_point=tuple((np.array([8.75, 8.25]) @ matrix).tolist()),
        rotation=180.0,
        hit_part="remove",
    )
    assert punched.report.removed_area == pytest.approx(1248.1297, abs=1e-3)
    assert np.sort(punched.areas) == pytest.approx([4.6886, 1588.8458], abs=1e-3)


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_hole_that_reaches_out_of_its_face_is_left_to_the_next_path(side: float) -> None:
    """Polygonising leaves such a face where cuts all but coincide."""
    frame, hole = np.array([(0, 0), (8, 0), (8, 8), (0, 8)]), np.array([(6, 3), (12, 3), (12, 5), (6, 5)])
    face = shapely.Polygon(frame * (side, 1.0), [hole * (side, 1.0)])
    with pytest.raises(GEOSException, match="hole 1"):
        hole_cuts(face, 1e-6)
