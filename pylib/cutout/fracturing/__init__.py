"""Breaking polygons: pure functions over float64 arrays, no I/O, no clock, no processes, no Godot.

::

    polygon ─▶ door ─▶ Outline ─▶ seed_points ─▶ subdivision ─▶ Division ─▶ merging ─▶ Fracture ─▶ shards
                                                 ├ compiled  the kernel                  │
                                                 └ geos      fallback and oracle         └▶ wire_form (float32)

`rings` holds the one layout all of them share. Coordinates are local to the outline between door and `Fracture`.
"""

from __future__ import annotations

from .fracture import Fracture, Report, fracture
from .params import FractureParams

__all__ = ["Fracture", "FractureParams", "Report", "fracture"]
