"""Fragments that float32 cannot hold as they are, and that merging does not mend: they are snapped to its grid."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from cutout.fracturing import fracture
from cutout.fracturing import rings as ring_layout
from cutout.fracturing.float32_grid import snapped
from cutout.fracturing.wire_form import are_broken, pack, unpack

# Cuts along the edges of a ring that had to be repaired run a hair beside them: slivers, and necks of 6e-6 px.
TANGLE = [(64, 144), (192, 208), (32, 64), (0, 0), (16, 176), (192, 112)]
CUTS = [
    [
        (16, 176), (192, 112), (89.49002175625269, -1.7947330416574907), (198.21597990908913, 231.05285410890167),
        (192, 112), (26, 30), (64, 144), (192, 208), (192, 208), (32, 64),
    ],
    [(32, 64), (-3.583593759970409, 0.17595792877791538), (3, 5)],
]  # fmt: skip


def test_necks_finer_than_float32_keep_their_fragments() -> None:
    exact = fracture(TANGLE, pattern="polyline", polylines=CUTS)
    sent = unpack(pack(exact))
    shapes = [shapely.Polygon(ring) for ring in sent.fragments]
    assert len(exact) - len(sent) == 1  # one sliver is gone
    assert all(shapely.is_valid(shapes))
    assert shapely.coverage_is_valid(shapes)
    assert sent.areas.sum() == pytest.approx(exact.areas.sum(), rel=1e-6)


def test_snapped_rings_are_float32_numbers_and_come_in_the_order_of_the_rings_before() -> None:
    exact = fracture(TANGLE, pattern="polyline", polylines=CUTS)
    found = snapped(exact.points, exact.offsets)
    assert found is not None
    assert not are_broken(found.points, found.offsets).any()
    assert (found.points.astype(np.float32).astype(np.float64) == found.points).all()
    assert found.places.tolist() == [*range(13), -1]
    assert 0.0 <= found.discarded_area < 1e-3


def test_holes_of_the_polygon_stay_empty() -> None:
    frame = np.array([(0, 0), (9, 0), (9, 9), (0, 9)], np.float64)
    halves = fracture([frame, frame / 3.0 + 3.0], pattern="line", line_start=(0, 4.3), line_end=(9, 4.7))
    found = snapped(halves.points, halves.offsets)
    assert found is not None
    areas, _ = ring_layout.areas_and_centroids(found.points, found.offsets)
    assert areas.sum() == pytest.approx(72.0, rel=1e-6)


def test_what_float32_cannot_hold_at_all_is_refused() -> None:
    tiny = np.array([(0, 0), (1e-3, 0), (0, 1e-3)]) + 1e7
    assert snapped(tiny, np.array([0, 3], np.int32)) is None
