"""Polygons for the laws: valid ones of many makes, with coordinates that float32 holds and that translate exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from hypothesis import strategies as st
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

Ring = NDArray[np.float64]
Rings = list[Ring]
Outlines = list[list[tuple[float, float]]]

STEP = 2.0**-10
"""px; every coordinate is a multiple of it."""

_LETTER_E: Outlines = [
    [(1, 0), (9, 0), (9, 2), (3, 2), (3, 4), (8, 4), (8, 6), (3, 6), (3, 8), (9, 8), (9, 10), (1, 10)]
]
_LETTER_A: Outlines = [
    [(8, 0), (12, 0), (20, 20), (16, 20), (14, 15), (6, 15), (4, 20), (0, 20)],
    [(10, 4), (7.2, 12), (12.8, 12)],
]
_LETTER_B: Outlines = [
    [(0, 0), (6, 0), (9, 2), (9, 4), (7, 5), (10, 7), (10, 9), (7, 11), (0, 11)],
    [(2, 2), (6, 2), (7, 3), (6, 4), (2, 4)],
    [(2, 6), (6, 6), (7, 8), (6, 9), (2, 9)],
]


def on_grid(points: Sequence[Sequence[float]] | Ring) -> Ring:
    """Round points to the grid of `STEP`."""
    return np.round(np.asarray(points, np.float64) / STEP) * STEP


def shape_of(rings: Rings) -> BaseGeometry:
    """Return what rings enclose by the even-odd rule, by means of GEOS alone."""
    whole: BaseGeometry = shapely.Polygon(rings[0])
    for ring in rings[1:]:
        whole = shapely.symmetric_difference(whole, shapely.Polygon(ring))
    return whole


def are_valid(rings: Rings) -> bool:
    """Return whether rounding to the grid left a valid polygon."""
    if not all(len(np.unique(ring, axis=0)) == len(ring) and shapely.Polygon(ring).is_valid for ring in rings):
        return False
    shape = shape_of(rings)
    rings_of_shape = sum(1 + len(part.interiors) for part in shapely.get_parts(shape))
    return bool(shape.area > 0.0 and rings_of_shape == len(rings))


def closed_curve(radii: Sequence[float], centre: tuple[float, float], turn: float = 0.0) -> Ring:
    """Return a ring around a centre with these radii at even angles."""
    angle = turn + np.arange(len(radii)) * (2.0 * np.pi / len(radii))
    return on_grid(np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.array(radii)[:, None] + centre)


sizes = st.sampled_from([16.0, 64.0, 100.0, 256.0, 512.0])
turns = st.floats(0.0, 6.0)


@st.composite
def stars(draw: st.DrawFn) -> Rings:
    """Draw a star of three to twenty points."""
    size, inner = draw(sizes), draw(st.floats(0.1, 0.9))
    return [closed_curve([size / 2, size / 2 * inner] * draw(st.integers(3, 20)), (0.0, 0.0), draw(turns))]


@st.composite
def blobs(draw: st.DrawFn) -> Rings:
    """Draw a round shape with up to three holes, which may be large enough to lie close to each other."""
    size = draw(sizes)
    outer = closed_curve(draw(st.lists(st.floats(0.4, 0.5), min_size=12, max_size=60)), (0.5, 0.5))
    places = draw(st.lists(st.sampled_from([(0.3, 0.45), (0.6, 0.35), (0.55, 0.65)]), max_size=3, unique=True))
    holes = [closed_curve(draw(st.lists(st.floats(0.02, 0.12), min_size=3, max_size=16)), place) for place in places]
    return [on_grid(ring * size) for ring in (outer, *holes)]


@st.composite
def combs(draw: st.DrawFn) -> Rings:
    """Draw a comb of two to twelve teeth."""
    teeth, size, depth = draw(st.integers(2, 12)), draw(sizes), draw(st.floats(0.1, 0.9))
    pitch = size / (2 * teeth - 1)
    ring = [(0.0, 0.0), (size, 0.0)]
    for tooth in reversed(range(teeth)):
        right, left = (2 * tooth + 1) * pitch, 2 * tooth * pitch
        ring += [(right, size), (left, size)]
        if tooth:
            ring += [(left, size * depth), (left - pitch, size * depth)]
    return [on_grid(ring)]


@st.composite
def letters(draw: st.DrawFn) -> Rings:
    """Draw a letter: straight strokes, right angles, and holes in A and B."""
    scale = draw(sizes) / 20.0
    return [on_grid(np.array(ring) * scale) for ring in draw(st.sampled_from([_LETTER_E, _LETTER_A, _LETTER_B]))]


@st.composite
def monotone(draw: st.DrawFn) -> Rings:
    """Draw a simple polygon of two random chains, one above the other, with spikes and narrow necks."""
    heights = draw(st.lists(st.tuples(st.floats(0.01, 1.0), st.floats(0.01, 1.0)), min_size=2, max_size=24))
    pitch = draw(sizes) / len(heights)
    upper = [(i * pitch, 40.0 * up) for i, (up, _) in enumerate(heights)]
    lower = [(i * pitch, -40.0 * down) for i, (_, down) in enumerate(heights)]
    return [on_grid([*lower, *reversed(upper)])]


@st.composite
def slivers(draw: st.DrawFn) -> Rings:
    """Draw a rectangle or a triangle, a thousandth to an eighth of a pixel high, at any angle."""
    length, height, turn = draw(sizes), draw(st.floats(2 * STEP, 0.125)), draw(turns)
    corners = np.array([(0.0, 0.0), (length, 0.0), (length, height), (0.0, height)])[: draw(st.sampled_from([3, 4]))]
    across = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    return [on_grid(corners @ across)]


@st.composite
def islands(draw: st.DrawFn) -> Rings:
    """Draw a frame with an island in it, which has a hole of its own."""
    turn = draw(turns)
    return [closed_curve([radius] * draw(st.integers(3, 12)), (0.0, 0.0), turn) for radius in (200.0, 90.0, 40.0, 15.0)]


polygons = st.one_of(stars(), blobs(), combs(), letters(), monotone(), slivers(), islands()).filter(are_valid)
"""Rings of a valid polygon: the outer one, then holes and islands."""

params = st.fixed_dictionaries({"fragment_count": st.integers(1, 40), "seed": st.integers(-(2**63), 2**63 - 1)})
