"""Breaking polygons: pure functions over float64 arrays, no I/O, no clock, no processes, no Godot.

::

    polygon ─▶ door ─▶ Outline ─▶ planning ─▶ Cuts ─▶ subdivision ─▶ Division ─▶ merging ─▶ Fracture ─▶ shards
                                  └ patterns          ├ compiled, endless_lines: the kernel     │
                                    one module each   └ geos: fallback and oracle               └▶ wire_form (float32)

That is the careful way. `express` takes whole batches through compiled code in a few calls; what it refuses goes the
careful way. `plain` goes from the arrays of requests to the bytes of results, for those that ask for nothing special.

`params` and `point_rules` say what a request may hold, `seed_points`, `cut_lines` and others what patterns share.
`rings` holds the one layout all of them share. Coordinates are local to the outline between door and `Fracture`.
"""

from __future__ import annotations

from .fracture import Fracture, Report, fracture
from .params import FractureParams

__all__ = ["Fracture", "FractureParams", "Report", "fracture"]
