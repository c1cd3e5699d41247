"""What the ground is before roads are cut into it, and what those who build on it ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from cutout.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Shape = Callable[[int, Any, Floats, Floats], Floats]

NO_SEA: Final = -1e6
"""m; the level of a sea that is not there."""


class Level(Protocol):
    """A place where the ground is levelled."""

    @property
    def centre(self) -> tuple[float, float]:
        """Where, m."""

    @property
    def level_radius(self) -> float:
        """How far from there the ground is touched, m."""


class Ground(Protocol):
    """A height for each point of the endless plane; a pure function of the point."""

    sea_level: float

    def broad(self, x: Floats, z: Floats) -> Floats:
        """Return the height without what levelling takes away, at (n,) x and z, m."""

    def mountainous(self, x: Floats, z: Floats) -> Floats:
        """Return how little a place is fit for towns, from 0."""

    def heights(self, x: Floats, z: Floats, levels: Sequence[Level] = ()) -> Floats:
        """Return the height, levelled around these places, at (n,) x and z, m."""


class FlatGround:
    """The plane at height 0: what there is without a layer that shapes the ground."""

    sea_level = NO_SEA

    def broad(self, x: Floats, _z: Floats) -> Floats:
        """Return 0 for each point."""
        return np.zeros(len(x))

    mountainous = broad

    def heights(self, x: Floats, z: Floats, _levels: Sequence[Level] = ()) -> Floats:
        """Return 0 for each point."""
        return self.broad(x, z)


class OwnGround:
    """Ground that a user's layer shapes.

    Parameters
    ----------
    layer : str
        For messages.
    shape : callable
        Takes seed, options, and (n,) x and z, float64, m; returns (n,) heights, m. A pure function of each point.
    seed : int
    options : object
        Of the layer; an option ``sea_level`` is the sea's.
    """

    def __init__(self, layer: str, shape: Shape, seed: int, options: object) -> None:
        self._layer = layer
        self._shape = shape
        self._seed = seed
        self._options = options
        self.sea_level = float(getattr(options, "sea_level", NO_SEA))

    def broad(self, x: Floats, z: Floats) -> Floats:
        """Return the height."""
        return self.heights(x, z)

    def mountainous(self, x: Floats, _z: Floats) -> Floats:
        """Return 0 for each point: every place is fit for a town."""
        return np.zeros(len(x))

    def heights(self, x: Floats, z: Floats, _levels: Sequence[Level] = ()) -> Floats:
        """Return the height, which is not levelled.

        Raises
        ------
        InternalError
            The user's function returns something else than one finite number a point.
        """
        found = np.asarray(self._shape(self._seed, self._options, x, z), dtype=np.float64)
        if found.shape != x.shape or not np.isfinite(found).all():
            raise InternalError(
                f"the ground of the layer {self._layer!r} gave an array of shape {found.shape} for {len(x)} points, or "
                "one that is not finite; return one finite height for each point"
            )
        return found
