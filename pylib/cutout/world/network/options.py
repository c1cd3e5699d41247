"""The options of the layer of roads."""

from __future__ import annotations

from dataclasses import dataclass

from cutout.rules import Number
from cutout.world.layer_options import option


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadOptions:
    """Where towns lie and how they are connected.

    Parameters
    ----------
    cell_size : float, m
        The side of a cell of the plan, which has at most one town.
    towns : float
        The share of cells with a town rather than a mere crossing of highways.
    town_size : float
        1 for towns that reach about a third of a cell from their centre.
    block_size : float, m
        About how far streets lie apart.
    max_grade : float
        The steepest street, as rise by run; highways keep to half of it where they can.
    carve_radius : float, m
        How far beside a road the ground is moved towards it.
    """

    cell_size: float = option(1200.0, Number(800.0, 8000.0))
    towns: float = option(0.75, Number(0.0, 1.0))
    town_size: float = option(1.0, Number(0.2, 1.0))
    block_size: float = option(84.0, Number(50.0, 120.0))
    max_grade: float = option(0.1, Number(0.02, 0.3))
    carve_radius: float = option(26.0, Number(4.0, 60.0))
