"""What the game and Python say to each other, as bytes.

`encode` and `decode` speak Godot's binary Variant format, the one of ``var_to_bytes``; `messages` gives names to the
few dictionaries that cross the bridge. Standard library only: the game's embedded interpreter imports this room, so
numpy, processes and geometry stay out of it. Packed arrays come out as memoryviews into the bytes they came in.
"""

from __future__ import annotations

from cutout.wire.decoding import decode
from cutout.wire.encoded import Encoded
from cutout.wire.encoding import encode
from cutout.wire.fields import MAX_JOBS
from cutout.wire.messages import LEVELS, Cancel, Describe, Level, Log, Progress, Reload, Reply, Run, Workers, parse
from cutout.wire.spoken import Ready, Spoken, StartFailed, parse_spoken
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
    "LEVELS",
    "MAX_BYTES",
    "MAX_JOBS",
    "MAX_NESTING",
    "Cancel",
    "Color",
    "Describe",
    "Encoded",
    "Level",
    "Log",
    "Progress",
    "Ready",
    "Rect2",
    "Rect2i",
    "Reload",
    "Reply",
    "Run",
    "Spoken",
    "StartFailed",
    "Transform2D",
    "Vector2",
    "Vector2i",
    "Vector3",
    "Vector3i",
    "Workers",
    "decode",
    "encode",
    "parse",
    "parse_spoken",
]
