"""Whether a ring meets itself: the compiled sweep against GEOS, with few edges and with many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from cutout.fracturing import express

kernel = pytest.importorskip("cutout.fracturing.kernel", reason="the kernel is not compiled", exc_type=ImportError)

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[np.float64]


def is_admitted(rings: Sequence[Array]) -> bool:
    """Tell whether the compiled door finds the rings plainly sound."""
    offsets = np.cumsum([0, *map(len, rings)], dtype=np.int32)
    whole = np.array([0, len(rings)], np.int32)
    points = np.concatenate(rings)
    polygons = express.Line().polygons.run(express.buffer(points), express.buffer(offsets), express.buffer(whole))[2]
    return bool(polygons[1])


def wavy(count: int, seed: int, amplitude: float) -> Array:
    """Return a ring whose radius jumps: with points in their order it is simple."""
    rng = np.random.default_rng(seed)
    angles = (np.arange(count) + rng.uniform(0.0, 0.8, count)) * 2.0 * np.pi / count
    radius = 100.0 * (1.0 - amplitude * rng.random(count))
    ring: Array = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius[:, None]
    return ring


@pytest.mark.parametrize("count", [5, 16, 64, 65, 150, 400])
@pytest.mark.parametrize("amplitude", [0.05, 0.5, 0.95])
def test_simple_ring_is_admitted(count: int, amplitude: float) -> None:
    for seed in range(8):
        ring = wavy(count, seed, amplitude)
        assert shapely.is_valid(shapely.Polygon(ring))
        assert is_admitted([ring])


@pytest.mark.parametrize("count", [5, 16, 64, 65, 150, 400])
def test_ring_that_crosses_itself_is_refused(count: int) -> None:
    refused = 0
    for seed in range(30):
        ring = wavy(count, seed, 0.6)
        one, other = np.random.default_rng(seed).choice(count, 2, replace=False)
        ring[[one, other]] = ring[[other, one]]
        if not shapely.is_valid(shapely.Polygon(ring)):
            refused += 1
            assert not is_admitted([ring])
    assert refused


@pytest.mark.parametrize("count", [8, 40, 120])
def test_rings_that_cross_each_other_are_refused(count: int) -> None:
    outer = wavy(count, 1, 0.1)
    assert is_admitted([outer, wavy(count, 2, 0.1) * 0.5])
    assert not is_admitted([outer, wavy(count, 2, 0.1) * 0.5 + (60.0, 0.0)])
    assert is_admitted([outer, wavy(count, 2, 0.1) * 0.5 + (200.0, 0.0)])


@pytest.mark.parametrize("teeth", [3, 40])
def test_edges_at_right_angles_to_the_sweep_are_compared_too(teeth: int) -> None:
    """Each such edge is a chain of its own."""
    across = np.array([-0.37, 1.0])
    steps = np.array([[i, 40.0 * (((i + 1) // 2) % 2)] for i in range(2 * teeth)])
    ring = steps[:, :1] // 2 * (6.0, 0.0) + steps[:, 1:] * across
    ring = np.concatenate([ring, [(6.0 * teeth, -30.0), (0.0, -30.0)]])
    assert is_admitted([ring]) == shapely.is_valid(shapely.Polygon(ring))
    ring[2] -= 90.0 * across
    assert not shapely.is_valid(shapely.Polygon(ring))
    assert not is_admitted([ring])
