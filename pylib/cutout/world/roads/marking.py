"""Lines on the asphalt: solid ones, and dashes laid by length along the road."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.surfaces import Surface

from .extruding import directions, normals_of, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .profile import Profile
    from .road import Road

MARKING: Final = "marking"
LIFT: Final = 0.02
"""Over the asphalt, m."""
NEAR: Final = 0.02
"""An end of a dash that is nearer to a cross-section lies on it, m: thinner quads would vanish in float32."""


def marked(road: Road, stations: NDArray[np.intp]) -> list[Surface]:
    """Return all lines between cross-sections: one surface of the solid ones, one of the dashed."""
    surfaces = []
    for is_dashed in (False, True):
        offsets = [line.offset for line in road.profile.lines() if line.is_dashed == is_dashed]
        if offsets:
            surfaces.append(drawn(road, stations, np.array(offsets), is_dashed=is_dashed))
    return [surface for surface in surfaces if len(surface.indices)]


def drawn(road: Road, stations: NDArray[np.intp], offsets: NDArray[np.float64], *, is_dashed: bool) -> Surface:
    """Return lines at some offsets; empty if no dash of theirs lies in the piece.

    They are cut at cross-sections and at the ends of dashes, and lie on the chords between the cross-sections.
    """
    lengths, profile = road.along[stations], road.profile
    cuts, is_drawn = lengths, np.ones(len(lengths) - 1, np.bool_)
    if is_dashed:
        cuts, is_drawn = _dashed(lengths, profile)
    side = profile.line_width / 2.0
    piece = np.clip(np.searchsorted(lengths, cuts, side="right") - 1, 0, len(lengths) - 2)
    share = ((cuts - lengths[piece]) / (lengths[piece + 1] - lengths[piece]))[:, None, None]

    def between(values: NDArray[np.float64]) -> NDArray[np.float64]:
        mixed: NDArray[np.float64] = (1.0 - share) * values[piece] + share * values[piece + 1]
        return mixed

    points, across = road.points[stations, None], road.across[stations, None]
    edges = np.stack([offsets - side, offsets + side], axis=1).ravel()
    positions = between(points + edges[:, None] * across)
    positions[:, :, 1] += LIFT
    normals = unit(between(normals_of(across, 0.0, directions(road, stations, offsets))))
    uvs = np.zeros((*positions.shape[:2], 2))
    uvs[:, 1::2, 0] = profile.line_width
    uvs[:, :, 1] = cuts[:, None]
    columns = len(edges)
    quad = np.array([0, columns, 1, 1, columns, columns + 1])
    corners = (columns * np.flatnonzero(is_drawn))[:, None, None] + np.arange(0, columns, 2)[:, None] + quad
    return _without_unused(
        positions.reshape(-1, 3), np.repeat(normals, 2, axis=1).reshape(-1, 3), uvs.reshape(-1, 2), corners.ravel()
    )


def _dashed(lengths: NDArray[np.float64], profile: Profile) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return where a dashed line is cut, and which stretches between cuts are dashes."""
    starts, ends = dashes(profile.dash, profile.gap, float(lengths[0]), float(lengths[-1]))
    starts, ends = _on_sections(starts, lengths), _on_sections(ends, lengths)
    cuts = np.unique(np.concatenate([lengths, starts, ends]))
    if not len(starts):
        return cuts, np.zeros(len(cuts) - 1, np.bool_)
    middles = (cuts[:-1] + cuts[1:]) / 2.0
    dash = np.searchsorted(starts, middles, side="right") - 1
    return cuts, (dash >= 0) & (middles < ends[dash])


def dashes(dash: float, gap: float, first: float, last: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where the dashes of a road begin and end between two lengths along it, m."""
    period = dash + gap
    number = np.arange(np.floor(first / period), np.floor(last / period) + 1.0)
    starts, ends = number * period, number * period + dash
    seen = (ends > first + NEAR) & (starts < last - NEAR)
    return np.clip(starts[seen], first, last), np.clip(ends[seen], first, last)


def _on_sections(ends: NDArray[np.float64], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move ends that nearly lie on a cross-section to it."""
    right = np.clip(np.searchsorted(lengths, ends), 1, len(lengths) - 1)
    left = lengths[right - 1]
    nearest = np.where(ends - left < lengths[right] - ends, left, lengths[right])
    return np.where(np.abs(ends - nearest) < NEAR, nearest, ends)


def _without_unused(
    positions: NDArray[np.float64],
    normals: NDArray[np.float64],
    uvs: NDArray[np.float64],
    indices: NDArray[np.intp],
) -> Surface:
    used = np.zeros(len(positions), np.bool_)
    used[indices] = True
    number = (np.cumsum(used) - 1).astype(np.int32)
    return Surface(MARKING, positions[used], normals[used], uvs[used], number[indices])
