"""Roads on the ground: asphalt, median, sides and lines between two stations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .extruding import Facet, capped, extruded, taken
from .marking import marked
from .profile import KERB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cutout.surfaces import Surface

    from .profile import Profile
    from .road import Road

COLLIDER_WIDTH: Final = 8.0
"""How wide the triangles to drive on are at most, m: wider ones would leave a road that is bent and steep at once."""
ASPHALT, CONCRETE = "asphalt", "concrete"


def sweep(
    road: Road, first: int, last: int, stride: int = 1, *, caps: tuple[bool, bool] = (False, False)
) -> list[Surface]:
    """Return a piece of a road on the ground.

    Parameters
    ----------
    road : Road
    first, last : int
        The stations at which it begins and ends.
    stride : int
        Take every `stride`-th station between them; more where the road bends too much for that.
    caps : (bool, bool)
        Whether to close it at its beginning and its end: where the road ends, or meets a junction. Two pieces of one
        road need none between them.

    Returns
    -------
    list of Surface
        float64; of materials ``asphalt``, ``concrete`` (sides and median) and ``marking``. What lies at a station is a
        pure function of the road and the station: pieces join bit for bit, whatever their strides. UVs are metres,
        (to the right of the middle, along the road).
    """
    stations = taken(road, first, last, stride)
    surfaces = extruded(road, stations, (*asphalt_of(road.profile), *_concrete(road.profile)))
    surfaces += marked(road, stations)
    for station, wanted, is_start in ((first, caps[0], True), (last, caps[1], False)):
        if wanted:
            surfaces += [capped(road, station, ring, CONCRETE, is_start=is_start) for ring in _caps(road.profile)]
    return surfaces


def collider(road: Road, first: int, last: int) -> NDArray[np.float64]:
    """Return the triangles to drive on, (m, 3), three corners each: two a step for each `COLLIDER_WIDTH`."""
    stations = taken(road, first, last, 1)
    count = int(np.ceil(road.profile.width / COLLIDER_WIDTH))
    offsets = np.linspace(-road.profile.half, road.profile.half, count + 1)
    rows = road.points[stations, None] + offsets[:, None] * road.across[stations, None]
    left, right = rows[:, :-1], rows[:, 1:]
    corners = [left[:-1], left[1:], right[:-1], right[:-1], left[1:], right[1:]]
    return np.stack(corners, axis=2).reshape(-1, 3)


def asphalt_of(profile: Profile) -> Iterator[Facet]:
    """Yield what is driven on."""
    for columns in profile.columns():
        yield Facet(ASPHALT, columns, (0.0,) * len(columns))


def median_of(profile: Profile) -> Iterator[Facet]:
    """Yield the median, which stands a little over the asphalt."""
    side = profile.median / 2.0
    if side > 0.0:
        yield Facet(CONCRETE, (-side, -side), (0.0, KERB))
        yield Facet(CONCRETE, (-side, side), (KERB, KERB))
        yield Facet(CONCRETE, (side, side), (KERB, 0.0))


def _concrete(profile: Profile) -> Iterator[Facet]:
    yield from median_of(profile)
    if profile.skirt > 0.0:
        yield Facet(CONCRETE, (-profile.half, -profile.half), (-profile.skirt, 0.0))
        yield Facet(CONCRETE, (profile.half, profile.half), (0.0, -profile.skirt))


def median_cap(profile: Profile) -> Iterator[list[tuple[float, float]]]:
    """Yield the ring that closes a median."""
    side = profile.median / 2.0
    if side > 0.0:
        yield [(-side, 0.0), (-side, KERB), (side, KERB), (side, 0.0)]


def _caps(profile: Profile) -> Iterator[list[tuple[float, float]]]:
    yield from median_cap(profile)
    half, skirt = profile.half, profile.skirt
    if skirt > 0.0:
        yield [(-half, -skirt), (-half, 0.0), (half, 0.0), (half, -skirt)]
