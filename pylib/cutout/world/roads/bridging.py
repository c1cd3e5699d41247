"""Bridges: a deck with an underside, parapets, railings, and piers down to the ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from .boxes import boxes
from .extruding import Facet, capped, extruded, taken
from .marking import marked
from .profile import PARAPET_HEIGHT, PARAPET_WIDTH
from .sweeping import CONCRETE, asphalt_of, median_cap, median_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from cutout.surfaces import Surface

    from .profile import Profile
    from .road import Road

    Ground: TypeAlias = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
    """Heights of the ground, m, at places given by x and z, (n,) m each."""

RAIL: Final = "rail"
RAIL_SIZE: Final = 0.1
"""Of the section of a rail and a post, m."""
POST_SPACING: Final = 2.5
"""m"""
FINEST_POSTS: Final = 2
"""Posts are left out at a greater stride."""
EDGE_SHARE: Final = 0.45
"""How thick the deck is at its edges, as a share."""
KEEL_SHARE: Final = 0.55
"""How wide the deck is at its lowest, as a share of all of it."""
SUNK: Final = 0.5
"""How deep piers stand in the ground, m."""
LEAST_PIER: Final = 0.5
"""Where less of a pier would stand out of the ground there is none, m."""
TWO_COLUMNS_FROM: Final = 12.0
"""A wider bridge stands on two columns, m."""
BEAM_HEIGHT: Final = 0.9
"""Of what lies across the columns, m."""


def bridge(
    road: Road,
    first: int,
    last: int,
    stride: int,
    ground: Ground,
    *,
    caps: tuple[bool, bool] = (False, False),
) -> list[Surface]:
    """Return a piece of a road on a bridge.

    Parameters
    ----------
    road : Road
    first, last : int
        The stations at which it begins and ends.
    stride : int
        As for `cutout.world.roads.sweep`; beyond 2 there are rails, but no posts.
    ground : callable
        Heights of the ground at arrays of x and z. It is asked only where piers stand.
    caps : (bool, bool)
        Whether to close the deck at its beginning and its end.

    Returns
    -------
    list of Surface
        float64; of materials ``asphalt``, ``concrete`` (deck, parapets, piers), ``marking`` and ``rail``. The asphalt
        is that of the same road on the ground, so both meet bit for bit. Piers and posts stand at lengths along the
        road, and belong to the piece they stand in.
    """
    stations = taken(road, first, last, stride)
    profile = road.profile
    facets = (*asphalt_of(profile), *median_of(profile), *_deck(profile), *_rails(profile))
    surfaces = extruded(road, stations, facets)
    surfaces += marked(road, stations)
    surfaces += _piers(road, stations, ground)
    if stride <= FINEST_POSTS:
        surfaces += _posts(road, stations)
    for station, wanted, is_start in ((first, caps[0], True), (last, caps[1], False)):
        if wanted:
            rings = (*median_cap(profile), *_deck_caps(profile))
            surfaces += [capped(road, station, ring, CONCRETE, is_start=is_start) for ring in rings]
    return surfaces


def railing_collider(road: Road, first: int, last: int) -> NDArray[np.float64]:
    """Return the triangles of the sides of a bridge, (m, 3), three corners each; both sides are solid from within."""
    stations = taken(road, first, last, 1)
    half = road.profile.half
    top = PARAPET_HEIGHT + road.profile.railing_height
    corners = []
    for offset in (-half, half):
        low = road.at_offset(offset)[stations]
        high = low + np.array([0.0, top, 0.0])
        # Up on the right, down on the left: both face the middle.
        one, other = (low, high) if offset > 0.0 else (high, low)
        corners.append(np.stack([one[:-1], one[1:], other[:-1], other[:-1], one[1:], other[1:]], axis=1).reshape(-1, 3))
    return np.concatenate(corners)


def _outline(profile: Profile) -> tuple[float, float, float, float]:
    """Return the outer edge, its depth, half of the keel and its depth, m."""
    outer = profile.half + PARAPET_WIDTH
    return outer, profile.deck_thickness * EDGE_SHARE, outer * KEEL_SHARE, profile.deck_thickness


def _deck(profile: Profile) -> Iterator[Facet]:
    """Yield the facets of the deck and its parapets."""
    inner, top = profile.half, PARAPET_HEIGHT
    outer, edge, keel, depth = _outline(profile)
    yield Facet(CONCRETE, (-outer, -outer), (-edge, top))
    yield Facet(CONCRETE, (-outer, -inner), (top, top))
    yield Facet(CONCRETE, (-inner, -inner), (top, 0.0))
    yield Facet(CONCRETE, (inner, inner), (0.0, top))
    yield Facet(CONCRETE, (inner, outer), (top, top))
    yield Facet(CONCRETE, (outer, outer), (top, -edge))
    yield Facet(CONCRETE, (outer, keel), (-edge, -depth))
    yield Facet(CONCRETE, (keel, -keel), (-depth, -depth))
    yield Facet(CONCRETE, (-keel, -outer), (-depth, -edge))


def _deck_caps(profile: Profile) -> Iterator[list[tuple[float, float]]]:
    inner, top = profile.half, PARAPET_HEIGHT
    outer, edge, keel, depth = _outline(profile)
    yield [(-outer, -edge), (-outer, 0.0), (outer, 0.0), (outer, -edge), (keel, -depth), (-keel, -depth)]
    yield [(-outer, 0.0), (-outer, top), (-inner, top), (-inner, 0.0)]
    yield [(inner, 0.0), (inner, top), (outer, top), (outer, 0.0)]


def _rails(profile: Profile) -> Iterator[Facet]:
    """Yield two rails on each parapet, each a closed ring of four facets."""
    if profile.railing_height <= 0.0:
        return
    middle, size = profile.half + PARAPET_WIDTH / 2.0, RAIL_SIZE
    for share in (0.5, 1.0):
        top = PARAPET_HEIGHT + share * profile.railing_height
        for centre in (-middle, middle):
            left, right, low = centre - size / 2.0, centre + size / 2.0, top - size
            yield Facet(RAIL, (left, left), (low, top))
            yield Facet(RAIL, (left, right), (top, top))
            yield Facet(RAIL, (right, right), (top, low))
            yield Facet(RAIL, (right, left), (low, low))


def _posts(road: Road, stations: NDArray[np.intp]) -> list[Surface]:
    height = road.profile.railing_height
    if height <= 0.0:
        return []
    middles, right, ahead = _frames(road, stations, POST_SPACING, POST_SPACING / 2.0)
    if not len(middles):
        return []
    side = road.profile.half + PARAPET_WIDTH / 2.0
    centres = np.concatenate([middles - side * right, middles + side * right])
    centres[:, 1] += PARAPET_HEIGHT + (height - RAIL_SIZE) / 2.0
    sizes = np.tile([RAIL_SIZE, height - RAIL_SIZE, RAIL_SIZE], (len(centres), 1))
    return [
        boxes(RAIL, centres, np.tile(right, (2, 1)), np.tile(ahead, (2, 1)), np.maximum(sizes, 0.01), is_closed=False)
    ]


def _piers(road: Road, stations: NDArray[np.intp], ground: Ground) -> list[Surface]:
    profile = road.profile
    if profile.pier_spacing <= 0.0:
        return []
    middles, right, ahead = _frames(road, stations, profile.pier_spacing, profile.pier_spacing / 2.0)
    if not len(middles):
        return []
    _, _, keel, depth = _outline(profile)
    sides = (-keel * 0.6, keel * 0.6) if profile.width > TWO_COLUMNS_FROM else (0.0,)
    under = middles[:, 1] - depth
    surfaces = []
    for side in sides:
        places = middles + side * right
        floor = ground(places[:, 0], places[:, 2])
        stands = under - floor > LEAST_PIER
        top, base = under[stands], floor[stands] - SUNK
        centres = np.stack([places[stands, 0], (top + base) / 2.0, places[stands, 2]], axis=1)
        wide = np.full(len(centres), profile.pier_width)
        sizes = np.stack([wide, top - base, wide], axis=1)
        surfaces.append(boxes(CONCRETE, centres, right[stands], ahead[stands], sizes, is_closed=False))
    lowest = np.min([ground(*(middles + side * right)[:, [0, 2]].T) for side in sides], axis=0)
    stands = under - lowest > LEAST_PIER + BEAM_HEIGHT
    centres = middles[stands] - np.array([0.0, depth + BEAM_HEIGHT / 2.0, 0.0])
    beam = np.array([2.0 * keel, BEAM_HEIGHT, profile.pier_width * 1.2])
    beams = np.tile(beam, (len(centres), 1))
    surfaces.append(boxes(CONCRETE, centres, right[stands], ahead[stands], beams, is_closed=True))
    return [surface for surface in surfaces if len(surface.indices)]


def _frames(
    road: Road, stations: NDArray[np.intp], spacing: float, start: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the middle of the road, and the unit vectors right and ahead, at equal lengths within a piece, (n, 3).

    What stands where two pieces join belongs to the later one.
    """
    lengths = road.along[stations]
    number = np.arange(np.ceil((lengths[0] - start) / spacing), np.ceil((lengths[-1] - start) / spacing))
    at = np.maximum(number, 0.0) * spacing + start
    at = at[(at >= lengths[0]) & (at < lengths[-1])]
    piece = np.clip(np.searchsorted(lengths, at, side="right") - 1, 0, len(lengths) - 2)
    here, there = stations[piece], stations[piece + 1]
    share = ((at - lengths[piece]) / (lengths[piece + 1] - lengths[piece]))[:, None]
    middles = (1.0 - share) * road.points[here] + share * road.points[there]
    right = (1.0 - share) * road.across[here] + share * road.across[there]
    right = right / np.sqrt(right[:, 0] * right[:, 0] + right[:, 2] * right[:, 2])[:, None]
    ahead = np.stack([right[:, 2], np.zeros(len(right)), -right[:, 0]], axis=1)
    return middles, right, ahead
