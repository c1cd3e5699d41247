"""How much a world file may hold, and between what its numbers lie."""

from __future__ import annotations

from typing import Final

MAX_WORLD_BYTES: Final = 16 << 20
MAX_POINTS: Final = 200_000
MAX_WORLD_PREFABS: Final = 4096
"""Different prefabs that one world places."""

MAX_REGIONS: Final = 10_000
MAX_COORDINATE: Final = 10_000_000
"""Metres from the origin, where a float of 32 bits has steps of one."""

MAX_DISTANCE: Final = 1_000_000
MAX_DEGREES: Final = 1_000_000
MIN_SCALE: Final = 0.0001
MAX_SCALE: Final = 10_000
MAX_PRIORITY: Final = 100
DEFAULT_MARGIN: Final = 10.0
"""Metres around the points of a region that gives no bounds: what stands there reaches further than its origin."""
