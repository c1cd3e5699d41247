"""Law of the kernel: whatever is cut, the fragments tile the polygon, or a guard says that they may not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

corpus = pytest.importorskip("bench.kernel_corpus", reason="the kernel is not compiled", exc_type=ImportError)

numbers = st.floats(-300, 300, allow_nan=False, width=32)
anything = st.floats(width=64)
pairs = st.tuples(numbers, numbers)


@st.composite
def polygons(draw: Any) -> Any:
    """Star-shaped rings with any radii, some with a hole in the middle."""
    radii = draw(st.lists(st.floats(20, 200, width=32), min_size=3, max_size=40))
    angle = np.arange(len(radii)) * 2 * np.pi / len(radii)
    unit = np.c_[np.cos(angle), np.sin(angle)]
    ring = unit * np.array(radii)[:, None]
    hole = [ring[::-1] * draw(st.floats(0.05, 0.6))] if draw(st.booleans()) else []
    return [ring, *hole]


@given(polygons(), st.lists(pairs, min_size=1, max_size=40, unique=True), st.integers(0, 100))
@settings(deadline=None, max_examples=60)
def test_sites_tile_or_are_refused(rings: Any, sites: Any, seed: int) -> None:
    jitter = np.random.default_rng(seed).uniform(-1e-3, 1e-3, (len(sites), 2))
    request = corpus.Request(rings, np.array(sites) + jitter)
    result = corpus.pack([request]).run()
    if result.statuses[0] == 0:
        assert corpus.faults_of(request, corpus.unpack(result, 0)) == []
    else:
        assert result.statuses[0] >= 10


@given(polygons(), st.lists(st.tuples(pairs, st.floats(0, 6.28)), min_size=1, max_size=20), st.integers(0, 100))
@settings(deadline=None, max_examples=60)
def test_lines_tile_or_are_refused(rings: Any, lines: Any, seed: int) -> None:
    jitter = np.random.default_rng(seed).uniform(-1e-3, 1e-3, (2 * len(lines), 2))
    points = [(x + t * np.cos(a), y + t * np.sin(a)) for (x, y), a in lines for t in (0, 50)]
    request = corpus.Request(rings, np.array(points) + jitter, corpus.LINES)
    result = corpus.pack([request]).run()
    if result.statuses[0] == 0:
        assert corpus.faults_of(request, corpus.unpack(result, 0)) == []
    else:
        assert result.statuses[0] >= 10


@given(
    st.lists(st.lists(st.tuples(anything, anything), max_size=8), max_size=4),
    st.lists(st.tuples(anything, anything), max_size=12),
    st.integers(0, 255),
)
@settings(deadline=None, max_examples=300)
def test_nonsense_gets_a_status(rings: Any, cuts: Any, mode: int) -> None:
    arrays = [np.array(ring, float).reshape(-1, 2) for ring in rings]
    result = corpus.pack([corpus.Request(arrays, np.array(cuts, float).reshape(-1, 2), mode)] * 2).run()
    assert result.statuses[0] == result.statuses[1]
    assert np.isfinite(np.asarray(result.points)).all()
    assert np.isfinite(np.asarray(result.centroids)).all()
