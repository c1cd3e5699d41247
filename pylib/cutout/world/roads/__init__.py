"""Roads: meshes of single roads, bridges and junctions; pure functions over float64 arrays.

::

    options ─▶ Profile ─┐
    points ─▶ curve ─▶ bends ─▶ Road: stations ─┬─▶ sweep      extruding: facets between cross-sections, marking: lines
                                                ├─▶ bridge     the same, with a deck, boxes for piers and posts
                                                └─▶ junction   junction_outline: polygon, junction_mesh: surfaces

A road's stations are computed from all of the road, and what lies at a station is a function of road and station
alone. So pieces that are built apart, in whatever chunk and at whatever stride, join bit for bit.
"""

from __future__ import annotations

from .bridging import bridge, railing_collider
from .junctions import Arm, Junction, junction
from .profile import WIDTHS, Profile
from .road import Road
from .sweeping import collider, sweep

__all__ = [
    "WIDTHS",
    "Arm",
    "Junction",
    "Profile",
    "Road",
    "bridge",
    "collider",
    "junction",
    "railing_collider",
    "sweep",
]
