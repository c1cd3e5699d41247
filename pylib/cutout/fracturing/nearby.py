"""Seed points that crowd about places: what the patterns ``clustered`` and ``impact`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from .seed_points import uniform_inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from .outline import Outline
    from .rings import Floats

MAX_ROUNDS: Final = 8
"""Rounds of drawing, each with more points; what is then still missing is spread evenly."""


def kept_inside(outline: Outline, count: int, rng: np.random.Generator, draw: Callable[[int], Floats]) -> Floats:
    """Return `count` points inside an outline, drawn anew where they fall beside it.

    Parameters
    ----------
    outline : Outline
    count : int
    rng : numpy.random.Generator
    draw : function
        Returns so many points, (n, 2) float64, px.

    Returns
    -------
    (count, 2) float64, px
    """
    shapely.prepare(outline.shape)
    found: list[Floats] = []
    missing, batch = count, count + 8
    for _ in range(MAX_ROUNDS):
        tried = draw(batch)
        found.append(tried[shapely.contains_xy(outline.shape, tried)][:missing])
        missing -= len(found[-1])
        if missing == 0:
            return np.concatenate(found)
        batch = min(2 * batch, 4096)
    return np.concatenate([*found, uniform_inside(outline, missing, rng)])


def nearest_inside(outline: Outline, place: Floats) -> Floats:
    """Return a place, or the outline's nearest point if it lies beside it; (2,) float64, px."""
    point = shapely.Point(place)
    return np.array(shapely.get_coordinates(shapely.shortest_line(outline.shape, point))[0])
