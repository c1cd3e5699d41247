"""From the axes of a file to those of Godot in space: y up, metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .raw import Floats


def turned(vectors: Floats, up: str) -> Floats:
    """Turn points or directions so that what was up points along y.

    Parameters
    ----------
    vectors : (n, 3) float
    up : {"y", "z"}

    Notes
    -----
    For z it is a quarter turn about x, (x, y, z) to (x, z, -y): a rotation, so triangles wind as before.
    """
    if up == "y":
        return vectors
    return np.stack([vectors[:, 0], vectors[:, 2], -vectors[:, 1]], axis=1)


def to_game(positions: Floats, up: str, scale: float) -> Floats:
    """Return places in metres, float32, without negative zeros; what float32 cannot hold is infinite."""
    placed = turned(positions, up)
    if scale != 1.0:
        with np.errstate(over="ignore"):
            placed = (placed.astype(np.float64) * scale).astype(np.float32)
    return placed + np.float32(0.0)
