"""Roads for property tests: random bends, slopes, widths and types, and what is measured on their meshes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from cutout.errors import BadParams
from cutout.world.roads import Profile, Road

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from cutout.surfaces import Surface

widths = st.one_of(st.floats(1.0, 40.0), st.sampled_from([1.0, 5.5, 8.0, 19.0, 30.0, 34.0, 200.0]))


@st.composite
def profiles(draw: st.DrawFn, types: tuple[str, ...] = ("standard", "highway", "bridge")) -> Profile:
    type_ = draw(st.sampled_from(types))
    width = draw(widths)
    median = draw(st.sampled_from([0.0, 0.0, width * 0.1]))
    options = {
        "width": width,
        "median": min(median, 50.0),
        "shoulder": min(draw(st.sampled_from([0.0, 0.05, 0.1])) * width, 20.0),
        "lanes": draw(st.integers(0, 8)),
        "dash": draw(st.sampled_from([0.1, 3.0, 50.0])),
        "gap": draw(st.sampled_from([0.1, 4.5, 70.0])),
        "skirt": draw(st.sampled_from([0.0, 0.6])),
    }
    return Profile.of(type_, options)


@st.composite
def roads(draw: st.DrawFn, types: tuple[str, ...] = ("standard", "highway", "bridge")) -> Road:
    """Draw a road that turns by up to half a circle at a point, hairpins and loops included."""
    profile = draw(profiles(types))
    count = draw(st.integers(1, 12))
    scale = draw(st.sampled_from([3.0, 20.0, 100.0, 400.0]))
    lengths = [draw(st.floats(0.2, 1.0)) * scale for _ in range(count)]
    most = draw(st.sampled_from([0.3, 1.5, 3.1]))
    turns = np.cumsum([draw(st.floats(-most, most)) for _ in range(count)])
    steep = draw(st.sampled_from([0.0, 0.1, 0.8]))
    rises = [draw(st.floats(-steep, steep)) for _ in range(count)]
    steps = [
        (length * np.cos(turn), length * rise, length * np.sin(turn))
        for length, turn, rise in zip(lengths, turns, rises, strict=True)
    ]
    origin = np.array([draw(st.sampled_from([0.0, -3000.0, 40000.0])), 10.0, 7.0])
    points = origin + np.concatenate([np.zeros((1, 3)), np.cumsum(steps, axis=0)])
    step = draw(st.sampled_from([2.0, 6.5, 8.0, 30.0]))
    try:
        return Road.through(points, profile, step)
    except BadParams as refused:
        # The only reasons that such points leave: it ends where it began, or eases into something too steep.
        assert "same place" in refused.message or "rises by" in refused.message  # noqa: PT017 - others fail the law
        return Road.through([(0.0, 0.0, 0.0), (80.0, 5.0, 20.0), (150.0, 0.0, 0.0)], profile, step)


def pieces_of(road: Road, draw: Callable[[Any], Any]) -> list[tuple[int, int, int]]:
    """Draw pieces that cover a road: first station, last station, stride."""
    last = len(road) - 1
    cuts = draw(st.lists(st.integers(0, last), max_size=4))
    borders = sorted({0, *cuts, last})
    return [(first, until, draw(st.integers(1, 9))) for first, until in pairwise(borders)]


def named(surfaces: Iterable[Surface], material: str) -> list[Surface]:
    return [surface for surface in surfaces if surface.material == material]


def doubled_areas(surface: Surface) -> NDArray[np.float64]:
    """Return the cross product of the sides of each triangle, (t, 3): outward, as they are clockwise from outside."""
    corners = surface.triangles
    product: NDArray[np.float64] = np.cross(corners[:, 2] - corners[:, 0], corners[:, 1] - corners[:, 0])
    return product


def lengths_of(vectors: NDArray[Any]) -> NDArray[np.float64]:
    squares: NDArray[np.float64] = (vectors * vectors).sum(axis=-1)
    return np.sqrt(squares)


def assert_sound(surfaces: Iterable[Surface]) -> None:
    """Check that indices fit, numbers are finite, normals are of unit length, and triangles face as they do."""
    for surface in surfaces:
        assert np.isfinite(surface.positions).all()
        assert np.isfinite(surface.uvs).all()
        assert surface.indices.dtype == np.int32
        assert len(surface.positions) == len(surface.normals) == len(surface.uvs)
        assert surface.indices.min() >= 0
        assert np.unique(surface.indices).size == len(surface.positions), "a vertex is used by nobody"
        assert np.abs(lengths_of(surface.normals) - 1.0).max() < 1e-9
        faces = doubled_areas(surface)
        assert (lengths_of(faces) > 0.0).all(), f"{surface.material} has a triangle without area"
        corners = surface.normals[surface.indices].reshape(-1, 3, 3)
        assert ((corners.sum(axis=1) * faces).sum(axis=1) > 0.0).all(), f"{surface.material} is inside out"
