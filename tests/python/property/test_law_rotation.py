"""Law: where cuts turn with the polygon, fracture commutes with rotation, up to the jitter.

Holes are left out: a fragment around one is cut along x, whichever way the polygon is turned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutout.fracturing import Fracture, fracture
from cutout.fracturing.seed_points import JITTER
from python.property.layouts import Params, drawn, ends_differ, places, segment_lists, turned
from python.property.shapes import Rings, combs, monotone, stars

if TYPE_CHECKING:
    from numpy.typing import NDArray

polygons = st.one_of(stars(), combs(), monotone())
rays = st.lists(st.integers(0, 23), min_size=2, max_size=6, unique=True).map(
    lambda hours: [[(0.0, 0.0), (20.0 * np.cos(hour / 3.82), 20.0 * np.sin(hour / 3.82))] for hour in hours]
)
placed = st.one_of(
    drawn("points", points=st.lists(places, min_size=1, max_size=12, unique=True)),
    drawn("line", line_start=places, line_end=places).filter(ends_differ),
    drawn("segments", segments=segment_lists),
    drawn("cracks", polylines=rays, impact_point=places),
    drawn(
        "punch",
        punch_shape=st.just([(-30.0, -20.0), (40.0, -10.0), (0.0, 35.0)]),
        impact_point=places,
        hit_part=st.sampled_from(["keep", "remove"]),
    ),
)


def areas_of(result: Fracture, length: int) -> NDArray[np.float64]:
    """Return the areas, the largest first, with those that a punch left standing as one."""
    rest = np.isin(np.arange(len(result)), result.report.rest)
    areas = np.sort([*result.areas[~rest], result.areas[rest].sum()])[::-1]
    return np.pad(areas, (0, length - len(areas)))


def least_distance(wanted: Params) -> float:
    """Return the least distance between seed points: the nearer they are, the more a jitter turns the cut between."""
    points = np.array(wanted.get("points", [(0.0, 0.0)]))
    apart = np.hypot(*(points[:, None] - points[None]).T)
    return float(np.min(apart[apart > 0.0], initial=np.inf))


@given(polygons, placed, st.sampled_from([90.0, 180.0, 37.0]))
def test_turned_polygon_gives_turned_fragments(polygon: Rings, wanted: Params, degrees: float) -> None:
    angle = np.radians(degrees)
    matrix = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    here = fracture(polygon, wanted)
    there = fracture([ring @ matrix for ring in polygon], turned(wanted, degrees))
    reach = float(np.ptp(np.concatenate(polygon), axis=0).max())
    blur = 16.0 * JITTER * reach * reach * max(1.0, reach / least_distance(wanted))
    assert there.report.removed_area == pytest.approx(here.report.removed_area, abs=blur)
    length = len(here) + len(there) + 1
    np.testing.assert_allclose(areas_of(here, length), areas_of(there, length), rtol=0.0, atol=blur)
