"""The types of Godot's binary Variant format: their numbers, their layouts, and what stands for them in Python.

======================================  ==========================================================================
Godot                                   Python
======================================  ==========================================================================
null, bool, int, float                  None, bool, int, float
String (and StringName, when decoded)   str
Vector2, Vector2i, Rect2, Rect2i,       the named tuple of the same name, defined here
Vector3, Vector3i, Transform2D, Color
Array, Dictionary                       list, dict
PackedByteArray                         memoryview, format ``B``, shape (n,)
PackedInt32Array, PackedInt64Array      memoryview, format ``i`` or ``q``, shape (n,)
PackedFloat32Array, PackedFloat64Array  memoryview, format ``f`` or ``d``, shape (n,)
PackedVector2Array, PackedVector3Array  memoryview, format ``f``, shape (n, 2) or (n, 3)
PackedColorArray                        memoryview, format ``f``, shape (n, 4)
PackedStringArray                       tuple of str
======================================  ==========================================================================

The other types (objects, callables, and the mathematics of 3D beyond vectors) do not cross the bridge.
"""

from __future__ import annotations

from struct import Struct
from typing import Final, Literal, NamedTuple, TypeAlias

MAX_BYTES: Final = 256 * 1024 * 1024
"""The longest message, in bytes."""

MAX_NESTING: Final = 32
"""How many Arrays and Dictionaries may lie within each other."""

WIDE: Final = 1 << 16
"""The header's flag of a 64-bit int or float."""

NIL: Final = 0
BOOL: Final = 1
INT: Final = 2
FLOAT: Final = 3
STRING: Final = 4
STRING_NAME: Final = 21
DICTIONARY: Final = 27
ARRAY: Final = 28
PACKED_BYTES: Final = 29
PACKED_STRINGS: Final = 34

TYPE_NAMES: Final = (
    *("Nil", "bool", "int", "float", "String", "Vector2", "Vector2i", "Rect2", "Rect2i", "Vector3", "Vector3i"),
    *("Transform2D", "Vector4", "Vector4i", "Plane", "Quaternion", "AABB", "Basis", "Transform3D", "Projection"),
    *("Color", "StringName", "NodePath", "RID", "Object", "Callable", "Signal", "Dictionary", "Array"),
    *("PackedByteArray", "PackedInt32Array", "PackedInt64Array", "PackedFloat32Array", "PackedFloat64Array"),
    *("PackedStringArray", "PackedVector2Array", "PackedVector3Array", "PackedColorArray", "PackedVector4Array"),
)
"""Godot's name of each type, by its number."""


class Vector2(NamedTuple):
    """A point or direction in the plane, two float32."""

    x: float
    y: float


class Vector2i(NamedTuple):
    """A point of a grid, two int32."""

    x: int
    y: int


class Rect2(NamedTuple):
    """A rectangle by its corner and its size, four float32."""

    x: float
    y: float
    width: float
    height: float


class Rect2i(NamedTuple):
    """A rectangle of a grid by its corner and its size, four int32."""

    x: int
    y: int
    width: int
    height: int


class Vector3(NamedTuple):
    """A point or direction in space, three float32."""

    x: float
    y: float
    z: float


class Vector3i(NamedTuple):
    """A point of a grid in space, three int32."""

    x: int
    y: int
    z: int


class Transform2D(NamedTuple):
    """An affine map of the plane by its columns: the two axes and the origin, six float32."""

    x_x: float
    x_y: float
    y_x: float
    y_y: float
    origin_x: float
    origin_y: float


class Color(NamedTuple):
    """Red, green, blue and alpha, four float32; 1 is full."""

    r: float
    g: float
    b: float
    a: float = 1.0


FIXED: Final[dict[int, tuple[type[tuple[float, ...]], Struct]]] = {
    5: (Vector2, Struct("<2f")),
    6: (Vector2i, Struct("<2i")),
    7: (Rect2, Struct("<4f")),
    8: (Rect2i, Struct("<4i")),
    9: (Vector3, Struct("<3f")),
    10: (Vector3i, Struct("<3i")),
    11: (Transform2D, Struct("<6f")),
    20: (Color, Struct("<4f")),
}
"""Types of one fixed size, by number: the class and the layout behind the header."""

Component: TypeAlias = Literal["B", "i", "q", "f", "d"]
"""The format of one number in a packed array, as in `struct`."""

PACKED: Final[dict[int, tuple[Component, int]]] = {
    PACKED_BYTES: ("B", 1),
    30: ("i", 1),
    31: ("q", 1),
    32: ("f", 1),
    33: ("d", 1),
    35: ("f", 2),
    36: ("f", 3),
    37: ("f", 4),
}
"""Packed arrays of numbers, by number: the format of a component and how many make an element."""
