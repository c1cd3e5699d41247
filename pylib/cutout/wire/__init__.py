"""What the game and Python say to each other, as bytes.

`encode` and `decode` speak Godot's binary Variant format, the one of ``var_to_bytes``; `messages` gives names to the
few dictionaries that cross the bridge. Standard library only: the game's embedded interpreter imports this room, so
numpy, processes and geometry stay out of it. Packed arrays come out as memoryviews into the bytes they came in.
"""

from __future__ import annotations

from cutout.wire.decoding import decode
from cutout.wire.encoding import encode
from cutout.wire.messages import MAX_JOBS, Cancel, Log, Reply, Run, Workers, parse
from cutout.wire.variant import (
    MAX_BYTES,
    MAX_NESTING,
    Color,
    Rect2,
    Rect2i,
    Transform2D,
    Vector2,
    Vector2i,
    Vector3,
    Vector3i,
)

__all__ = [
    "MAX_BYTES",
    "MAX_JOBS",
    "MAX_NESTING",
    "Cancel",
    "Color",
    "Log",
    "Rect2",
    "Rect2i",
    "Reply",
    "Run",
    "Transform2D",
    "Vector2",
    "Vector2i",
    "Vector3",
    "Vector3i",
    "Workers",
    "decode",
    "encode",
    "parse",
]
