"""The patterns: one module each, its parameters and how it lays out cuts.

::

    seed points   random, grid, radial, spiderweb, poisson, clustered, impact, points
    cuts          line, parallel, cut_grid, cut_radial, chaotic, segments, polyline, cracks
    shapes        punch

A new pattern is a new module here with a dataclass under the decorator `cutout.fracturing.params.pattern`, one line in
the list below, and its fields in ``addons/cutout/fracture/cutout_fracture_params.gd``.
"""

from __future__ import annotations

from .chaotic import Chaotic
from .clustered import Clustered
from .cracks import Cracks
from .cut_grid import CutGrid
from .cut_radial import CutRadial
from .grid import Grid
from .impact import Impact
from .line import Line
from .parallel import Parallel
from .points import PointsGiven
from .poisson import Poisson
from .polyline import Polyline
from .punch import Punch
from .radial import Radial
from .random import Random
from .segments import Segments
from .spiderweb import Spiderweb

__all__ = [
    "Chaotic",
    "Clustered",
    "Cracks",
    "CutGrid",
    "CutRadial",
    "Grid",
    "Impact",
    "Line",
    "Parallel",
    "PointsGiven",
    "Poisson",
    "Polyline",
    "Punch",
    "Radial",
    "Random",
    "Segments",
    "Spiderweb",
]
