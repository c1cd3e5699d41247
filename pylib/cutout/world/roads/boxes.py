"""Upright boxes: piers, their caps, the posts of railings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.surfaces import Surface

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OUTWARD: Final = ((0, 1, 0), (0, -1, 0), (1, 0, 0), (-1, 0, 0), (0, 0, 1), (0, 0, -1))
"""Where the faces look: right, up and ahead."""
_CORNERS: Final = (
    ((-1, 1, -1), (-1, 1, 1), (1, 1, 1), (1, 1, -1)),
    ((-1, -1, 1), (-1, -1, -1), (1, -1, -1), (1, -1, 1)),
    ((1, -1, -1), (1, 1, -1), (1, 1, 1), (1, -1, 1)),
    ((-1, -1, 1), (-1, 1, 1), (-1, 1, -1), (-1, -1, -1)),
    ((1, -1, 1), (1, 1, 1), (-1, 1, 1), (-1, -1, 1)),
    ((-1, -1, -1), (-1, 1, -1), (1, 1, -1), (1, -1, -1)),
)
"""The corners of each face, clockwise from outside."""
_ENDS: Final = 2
"""How many of the faces are top and bottom; they come first."""
_ACROSS: Final = (0, 0, 2, 2, 0, 0)
_UP: Final = (2, 2, 1, 1, 1, 1)
"""Which axes the texture of each face lies along."""


def boxes(
    material: str,
    centres: NDArray[np.float64],
    right: NDArray[np.float64],
    ahead: NDArray[np.float64],
    sizes: NDArray[np.float64],
    *,
    is_closed: bool,
) -> Surface:
    """Return upright boxes, four vertices a face.

    Parameters
    ----------
    material : str
    centres : (n, 3) float64, m
    right, ahead : (n, 3) float64
        Unit vectors in plan.
    sizes : (n, 3) float64, m
        To the right, up and ahead.
    is_closed : bool
        Whether they have a top and a bottom; what stands between other things needs none.
    """
    chosen = slice(0 if is_closed else _ENDS, None)
    outward, corners = np.array(_OUTWARD[chosen], np.float64), np.array(_CORNERS[chosen], np.float64)
    local = corners[None] * (sizes / 2.0)[:, None, None]
    positions = _turned(local, right[:, None, None], ahead[:, None, None]) + centres[:, None, None]
    normals = _turned(outward[None], right[:, None], ahead[:, None])
    faces, ring = np.arange(len(outward))[:, None], np.arange(4)[None]
    us = local[:, faces, ring, np.array(_ACROSS[chosen])[:, None]]
    vs = local[:, faces, ring, np.array(_UP[chosen])[:, None]]
    count = 4 * len(outward) * len(centres)
    first = np.arange(0, count, 4)[:, None]
    return Surface(
        material,
        positions.reshape(-1, 3),
        np.repeat(normals, 4, axis=1).reshape(-1, 3),
        np.stack([us, vs], axis=-1).reshape(-1, 2),
        (first + np.array([0, 1, 2, 0, 2, 3])).ravel().astype(np.int32),
    )


def _turned(local: NDArray[np.float64], right: NDArray[np.float64], ahead: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return vectors that are given to the right, up and ahead, (..., 3)."""
    turned: NDArray[np.float64] = local[..., :1] * right + local[..., 2:] * ahead
    turned[..., 1] += local[..., 1]
    return turned
