"""Which lines the kernel may take as they are, and what becomes of the others."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from cutout.fracturing import fracture
from cutout.fracturing.cuts import Lines, Paths, border_of, segments_of, spanning
from cutout.fracturing.door import admit
from cutout.fracturing.params import FractureParams
from cutout.fracturing.planning import are_apart, plan

SQUARE = np.array([(0.0, 0.0), (128.0, 0.0), (128.0, 128.0), (0.0, 128.0)])
LETTER = [(1, 0), (9, 0), (9, 2), (3, 2), (3, 4), (8, 4), (8, 6), (3, 6), (3, 8), (9, 8), (9, 10), (1, 10)]
OUTLINE = admit(SQUARE)


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        ([[(0, 3), (1, 5)], [(9, 3), (2, 5)]], True),
        ([[(-64, -64), (1, 0.5)]], False),
        ([[(-64, -63.9999), (0, -63.9999)]], False),
        ([[(0, 3), (1, 5)], [(1, 5.00001), (0, 3)]], False),
        ([[(3, 4), (4, 4)], [(3, 4), (3, 5)], [(3, 4), (4, 6)]], False),
        ([[(64, 4), (60, 9)], [(64, 4), (61, 1)]], False),
        ([[(300, 4), (301, 9)], [(300, 4), (305, 0)], [(300, 4), (303, 1)]], True),
        ([], True),
    ],
    ids=["general", "corner", "edge", "same", "one point", "meet on the border", "meet outside", "none"],
)
def test_lines_are_apart(lines: list[list[tuple[float, float]]], apart: bool) -> None:  # noqa: FBT001 - a case's answer
    ends = spanning(np.array(lines, np.float64).reshape(-1, 2, 2), OUTLINE)
    assert are_apart(ends, OUTLINE, 1e-3) is apart


@pytest.mark.parametrize(
    "wanted",
    [
        {"pattern": "cut_grid", "h_slices": 4, "v_slices": 3},
        {"pattern": "grid", "grid_rows": 5, "grid_cols": 4, "grid_jitter": 0.0},
    ],
)
def test_cuts_along_edges_leave_no_splinters(wanted: dict[str, object]) -> None:
    polygon = np.array(LETTER) * 25.6
    assert isinstance(plan(admit(polygon), FractureParams.from_mapping(wanted)), Paths)
    result = fracture(polygon, wanted)
    assert len(result) == 14
    assert result.areas.min() > 1000.0
    assert shapely.coverage_is_valid([shapely.Polygon(ring) for ring in result.fragments])


def test_cut_from_corner_to_corner_has_no_vertices_beside_them() -> None:
    result = fracture(SQUARE, pattern="line", line_start=(0.0, 0.0), line_end=(3.0, 3.0))
    assert sorted(map(len, result.fragments)) == [3, 3]


def test_straight_cut_is_where_it_was_asked_for() -> None:
    wanted = FractureParams.from_mapping({"pattern": "line", "line_start": (0.0, 30.0), "line_end": (1.0, 30.0)})
    assert isinstance(plan(OUTLINE, wanted), Lines)
    levels = np.unique(fracture(SQUARE, wanted).points[:, 1])
    assert levels == pytest.approx([0.0, 30.0, 128.0])


def test_no_paths_have_no_segments() -> None:
    assert segments_of([]).shape == (0, 2, 2)


def test_border_of_a_region_includes_its_holes() -> None:
    ring = shapely.Polygon(SQUARE, [SQUARE / 4.0 + 40.0])
    assert len(border_of(ring)) == 8
