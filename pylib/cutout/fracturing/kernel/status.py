"""How a request ended."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Status of one request. From `UNSTABLE` on, a guard refused the result: another method may succeed.

    Attributes
    ----------
    OK
        The fragments tile the polygon.
    INVALID
        A ring of fewer than three points, no area, a coordinate that is not finite or beyond 1e12, no site or line, a
        line without direction.
    TOO_LARGE
        Over a limit on points, sites, lines or crossings.
    UNSTABLE
        Sites could not be triangulated, or the polygon's way in and out of the cells' borders is contradictory.
    UNSTABLE_LINKS
        A half-edge has no successor, or a ring does not close.
    UNSTABLE_HOLES
        A fragment with a hole could not be cut through it, or a fragment has no area.
    UNSTABLE_AREA
        The fragments have not the polygon's area.
    UNSTABLE_TRIANGLES
        A fragment could not be triangulated.
    """

    OK = 0
    INVALID = 1
    TOO_LARGE = 2
    UNSTABLE = 10
    UNSTABLE_LINKS = 11
    UNSTABLE_HOLES = 12
    UNSTABLE_AREA = 13
    UNSTABLE_TRIANGLES = 14
