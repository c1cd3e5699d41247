"""Jagged cuts and slits."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from cutout.fracturing import fracture
from cutout.fracturing.cut_lines import MAX_BENDS, jagged, widened
from cutout.fracturing.cuts import spanning
from cutout.fracturing.door import admit

SQUARE = np.array([(0.0, 0.0), (128.0, 0.0), (128.0, 128.0), (0.0, 128.0)])
MIDDLE = {"pattern": "line", "line_start": (0.0, 64.0), "line_end": (128.0, 64.0)}


def test_jagged_path_keeps_its_vertices_and_its_bounds() -> None:
    path = np.array([(0.0, 0.0), (100.0, 0.0), (100.0, 50.0)])
    bent = jagged(path, 3.0, 0.1, np.random.default_rng(0))
    assert len(bent) == 3 + 10 + 5
    assert bent[[0, 11, 17]].tolist() == path.tolist()
    assert 0.5 < np.abs(bent[1:11, 1]).max() <= 3.0
    assert (np.diff(bent[:12, 0]) > 0.0).all()


def test_bends_are_limited() -> None:
    assert len(jagged(np.array([(0.0, 0.0), (1e7, 0.0)]), 1.0, 10.0, np.random.default_rng(0))) == MAX_BENDS + 2


def test_jagged_cut_strays_no_further_than_it_may() -> None:
    result = fracture(SQUARE, MIDDLE, noise_amplitude=5.0, noise_frequency=0.2)
    assert len(result) == 2
    inside = result.points[(np.abs(result.points[:, 1] - 64.0) < 60.0)]
    assert len(inside) > 30
    assert 1.0 < np.abs(inside[:, 1] - 64.0).max() <= 5.0


def test_jagged_cut_depends_on_the_seed_only() -> None:
    one, again, other = (
        fracture(SQUARE, MIDDLE, noise_amplitude=5.0, seed=seed).points.tobytes() for seed in (1, 1, 2)
    )
    assert one == again
    assert one != other


def test_slit_is_as_wide_as_wanted_and_reported() -> None:
    result = fracture(SQUARE, MIDDLE, kerf=8.0)
    assert result.areas.tolist() == pytest.approx([60.0 * 128.0] * 2)
    assert result.report.removed_area == pytest.approx(8.0 * 128.0)
    assert result.report.discarded_area == 0.0
    assert not result.neighbours


def test_slit_that_ends_inside_is_a_notch() -> None:
    ended = {"pattern": "segments", "segments": [(-10.0, 64.0), (64.0, 64.0)], "extend": False}
    result = fracture(SQUARE, ended, kerf=8.0)
    assert len(result) == 1
    assert result.areas.sum() == pytest.approx(128.0**2 - 8.0 * 64.0)


def test_slit_in_the_middle_is_a_hole_and_is_cut_open() -> None:
    ended = {"pattern": "segments", "segments": [(30.0, 64.0), (98.0, 64.0)], "extend": False}
    result = fracture(SQUARE, ended, kerf=8.0)
    assert result.areas.sum() == pytest.approx(128.0**2 - 8.0 * 68.0, rel=1e-5)
    assert len(result) == 2


def test_slit_wider_than_the_polygon_leaves_nothing() -> None:
    result = fracture(SQUARE, MIDDLE, kerf=1000.0)
    assert len(result) == 0
    assert result.report.removed_area == pytest.approx(128.0**2)


def test_slits_that_cross_are_counted_once() -> None:
    result = fracture(SQUARE, pattern="cut_grid", h_slices=1, v_slices=1, kerf=8.0)
    assert result.report.removed_area == pytest.approx(2.0 * 8.0 * 128.0 - 64.0)


def test_widened_path_has_flat_ends() -> None:
    assert shapely.area(widened([np.array([(0.0, 0.0), (10.0, 0.0)])], 4.0)) == pytest.approx(40.0)


def test_line_spans_the_outline_alike_from_either_end() -> None:
    outline = admit(SQUARE)
    lines = np.array([[(3.0, 70.0), (5.0, -9.0)], [(1.0, 1.0), (1.0, 4.0)]])
    one, other = spanning(lines, outline), spanning(lines[:, ::-1], outline)
    assert one.tobytes() == other.tobytes()
    assert np.hypot(*(one[:, 1] - one[:, 0]).T) == pytest.approx(3.0 * 128.0)


def test_slit_along_a_path_that_all_but_turns_back_warns_of_nothing() -> None:
    """GEOS divides by zero for its mitre, and cuts that off: a warning of numpy would be in the game's log."""
    path = [
        (-31.53687784638683, -124.06532805762122), (-28.294395965225, -124.84473335830454),
        (-5.705604034775, 63.84473335830454), (-46.06853025153347, 51.27053079586345),
        (-23.705604034775, -9.155266641695462), (29.915636905805915, 124.45503070796288),
        (28.294395965225, 124.84473335830454), (31.536877846386833, 124.06532805762122),
    ]  # fmt: skip
    slit = widened([np.array(path)], 8.0)
    assert shapely.is_valid(slit)
    with_round_bends = shapely.buffer(shapely.LineString(path), 4.0, cap_style="flat")
    assert shapely.area(slit) == pytest.approx(shapely.area(with_round_bends), rel=0.02)
