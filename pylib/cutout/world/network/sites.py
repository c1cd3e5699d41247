"""Where towns and crossings lie: at most one in each cell of the plan.

Only hashes and the broad land decide, never roads or carved ground: so a cell can be asked for by itself, and the
ground can be levelled where a town will be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from cutout.world.hashing import Stream, hashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutout.world.ground import Ground

    from .options import RoadOptions

_CANDIDATES: Final = 6
_SPREAD: Final = 0.14
"""How far from a cell's middle its site may lie, by the cell's size."""

_FRAYED: Final = 1.12
_CORE: Final = 1.8
_BENT: Final = 20.0
"""How far streets may lie from the centre: by the radius, by the size of a block, and m for bends."""

_DEEP: Final = 2.0
"""m below the sea at which nothing is built."""

_CACHED: Final = 4096

EAST: Final = (1, 0)
NORTH: Final = (0, 1)
SIDES: Final = (EAST, NORTH, (-1, 0), (0, -1))


class Cell(NamedTuple):
    """A square of the plan."""

    column: int
    row: int

    def beside(self, side: tuple[int, int]) -> Cell:
        """Return the next cell on a side."""
        return Cell(self.column + side[0], self.row + side[1])


@dataclass(frozen=True, slots=True)
class Site:
    """The town or crossing of a cell.

    Parameters
    ----------
    cell : Cell
    centre : (x, z), m
    axis : (x, z)
        Unit vector of the main street that runs from west to east; the other one lies 90° from it.
    radius : float, m
        How far the town reaches from the centre, roughly; 0 for a crossing.
    reach : float, m
        How far streets reach from the centre at most.
    """

    cell: Cell
    centre: tuple[float, float]
    axis: tuple[float, float]
    radius: float
    reach: float

    @property
    def level_radius(self) -> float:
        """How far from the centre the ground is levelled, m: half of that entirely."""
        return 1.45 * self.radius + 150.0

    def direction(self, side: tuple[int, int]) -> tuple[float, float]:
        """Return the unit vector of the main street towards a side."""
        along, across = side
        x, z = self.axis
        return along * x - across * z, along * z + across * x


class Sites:
    """The sites of all cells.

    Parameters
    ----------
    seed : int
    ground : Ground
    options : RoadOptions
    """

    def __init__(self, seed: int, ground: Ground, options: RoadOptions) -> None:
        self._seed = seed
        self._ground = ground
        self._options = options
        self._place = lru_cache(_CACHED)(self._find_place)
        self.site = lru_cache(_CACHED)(self._find_site)

    def is_linked(self, cell: Cell, side: tuple[int, int]) -> bool:
        """Whether a highway connects the sites of two neighbouring cells."""
        if min(side) < 0:
            return self.is_linked(cell.beside(side), (-side[0], -side[1]))
        if self._place(cell) is None or self._place(cell.beside(side)) is None:
            return False
        # In each row every second one may be absent, so that no site loses more than one of its four.
        absent = side == EAST and (cell.column + cell.row) % 2 == 0 and Stream(self._hash("absent", cell)).chance(0.3)
        return not absent

    def around(self, low: tuple[float, float], high: tuple[float, float]) -> Sequence[Site]:
        """Return the sites whose level ground may touch a rectangle, in the order of their cells.

        Parameters
        ----------
        low, high : (x, z), m
        """
        return [
            site
            for cell in self.cells(low, high, self.reach)
            if (site := self.site(cell)) is not None
            and low[0] - site.level_radius < site.centre[0] < high[0] + site.level_radius
            and low[1] - site.level_radius < site.centre[1] < high[1] + site.level_radius
        ]

    @property
    def reach(self) -> float:
        """How far level ground may lie outside of its cell, m."""
        size = self._options.cell_size
        return max(0.0, (_SPREAD - 0.5) * size + 1.45 * self._largest() + 150.0)

    def cells(self, low: tuple[float, float], high: tuple[float, float], reach: float) -> Sequence[Cell]:
        """Return the cells that a rectangle, grown by `reach`, touches."""
        size = self._options.cell_size
        columns = range(int((low[0] - reach) // size), int((high[0] + reach) // size) + 1)
        rows = range(int((low[1] - reach) // size), int((high[1] + reach) // size) + 1)
        return [Cell(column, row) for row in rows for column in columns]

    def _largest(self) -> float:
        return 0.31 * self._options.cell_size * self._options.town_size

    def _hash(self, name: str, cell: Cell) -> int:
        return hashed(self._seed, name, cell.column, cell.row)

    def _find_place(self, cell: Cell) -> tuple[float, float] | None:
        """Return where the site of a cell lies: of some candidates the one that is best to build on; None at sea."""
        stream = Stream(self._hash("place", cell))
        size = self._options.cell_size
        spread = np.array([stream.between(-_SPREAD, _SPREAD) for _ in range(2 * _CANDIDATES)])
        x = (cell.column + 0.5 + spread[0::2]) * size
        z = (cell.row + 0.5 + spread[1::2]) * size
        over_sea = self._ground.broad(x, z) - self._ground.sea_level
        cost = np.abs(over_sea - 10.0) + 400.0 * self._ground.mountainous(x, z)
        best = int(np.argmin(cost))
        if over_sea[best] < -_DEEP:
            return None
        return float(x[best]), float(z[best])

    def _find_site(self, cell: Cell) -> Site | None:
        centre = self._place(cell)
        if centre is None:
            return None
        stream = Stream(self._hash("town", cell))
        turn = stream.between(-0.16, 0.16)
        # A point of the unit circle by rational numbers: sines are not laid down to the last bit.
        axis = (1.0 - turn * turn) / (1.0 + turn * turn), 2.0 * turn / (1.0 + turn * turn)
        radius = 0.0
        if stream.chance(self._options.towns):
            largest = self._largest()
            drawn = stream.unit()
            radius = largest * (0.42 + 0.58 * drawn * drawn)
        elif sum(self.is_linked(cell, side) for side in SIDES) <= 2:  # noqa: PLR2004 - no crossing of two roads
            radius = 1.0
        reach = max(_FRAYED * radius, _CORE * self._options.block_size) + _BENT if radius > 0.0 else _BENT
        return Site(cell, centre, axis, radius, reach)
