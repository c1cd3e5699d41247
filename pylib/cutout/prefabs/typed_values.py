"""Values of Godot's own types, read from lists and texts into the form of the wire."""

from __future__ import annotations

import math
import re
import struct
from array import array
from typing import TYPE_CHECKING, Any, Final

from cutout.wire import encode
from cutout.wire.variant import FIXED, Color

from .places import FaultError, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

INT64: Final = range(-(1 << 63), 1 << 63)
_INT32: Final = range(-(1 << 31), 1 << 31)
_BYTE: Final = range(256)
_FLOAT32_MAX: Final = 3.4028234663852886e38
_HEX: Final = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
_SHORT: Final = len("#rgba")
_NUMBERS: Final = frozenset({int, float})
_HEADER: Final = struct.Struct("<I").pack


def text_of(value: Any) -> str:
    """Return text that a String can hold."""
    if not isinstance(value, str):
        raise FaultError((), f"it is {shortened(value)}, and has to be text")
    if "\0" in value:
        raise FaultError((), "the text contains NUL, which a String cannot hold")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise FaultError((), "the text contains half a character (a lone surrogate)") from None
    return value


def read_whole(value: Any, span: range = INT64) -> int:
    """Return an int within `span`."""
    if type(value) is not int or value not in span:
        raise FaultError((), f"{shortened(value)} is no int from {span[0]} to {span[-1]}")
    return value


def _float32(value: Any) -> float:
    if type(value) is float or type(value) is int:
        if -_FLOAT32_MAX <= value <= _FLOAT32_MAX:
            return float(value)
        raise FaultError((), f"{shortened(value)} does not fit a float of 32 bits")
    raise FaultError((), f"{shortened(value)} is no number")


def _double(value: Any) -> float:
    if (type(value) is float and math.isfinite(value)) or (type(value) is int and value in INT64):
        return float(value)
    raise FaultError((), f"{shortened(value)} is no finite number")


def _listed(value: object, count: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        what = "a list" if count is None else f"a list of {count} numbers"
        raise FaultError((), f"it is {shortened(value)}, and has to be {what}")
    return value


def _floats(value: Any, count: int) -> list[Any]:
    listed = _listed(value, count)
    # What is a number and small enough in sum is so in each part; only the others are looked at one by one.
    if not (_NUMBERS.issuperset(map(type, listed)) and sum(map(abs, listed)) <= _FLOAT32_MAX):
        return [_float32(each) for each in listed]
    return listed


def _fixed(number: int) -> Callable[[Any], bytes]:
    """Return what reads a type of the wire that has one size."""
    layout = FIXED[number][1]
    count = len(layout.format) - 1 if layout.format[1].isalpha() else int(layout.format[1])
    pack = struct.Struct(f"<I{layout.format[1:]}").pack
    if layout.format.endswith("f"):
        return lambda value: pack(number, *_floats(value, count))
    return lambda value: pack(number, *(read_whole(each, _INT32) for each in _listed(value, count)))


def _numbers(key: str, count: int) -> Callable[[Any], bytes]:
    """Return what reads a type that the wire lacks, as numbers under a key."""
    return lambda value: encode({key: array("f", _floats(value, count))})


def _transform(value: Any) -> bytes:
    if not isinstance(value, dict):
        return encode({"@Transform3D": array("f", _floats(value, 12))})
    parts = {"origin": [0, 0, 0], "rotation_degrees": [0, 0, 0], "scale": [1, 1, 1]}
    for key, each in value.items():
        if key not in parts:
            raise FaultError((key,), f"{shortened(key)!r} is no key of a Transform3D; there is {', '.join(parts)}")
        try:
            parts[key] = _floats(each, 3)
        except FaultError as fault:
            raise fault.within(key) from None
    turned = _basis(parts["rotation_degrees"], parts["scale"])
    return encode({"@Transform3D": array("f", [*turned, *parts["origin"]])})


def _basis(degrees: Sequence[float], scale: Sequence[float]) -> list[float]:
    """Return the axes x, y and z after turns about z, x and y in that order, as Godot's Basis.from_euler."""
    angles = [math.radians(math.fmod(each, 360.0)) for each in degrees]
    sx, sy, sz = map(math.sin, angles)
    cx, cy, cz = map(math.cos, angles)
    axes = (
        (cy * cz + sy * sx * sz, cx * sz, cy * sx * sz - sy * cz),
        (sy * sx * cz - cy * sz, cx * cz, sy * sz + cy * sx * cz),
        (sy * cx, -sx, cy * cx),
    )
    # A factor of rounding over 1 times the largest float would be no float any more.
    return [
        max(-_FLOAT32_MAX, min(_FLOAT32_MAX, part * size))
        for axis, size in zip(axes, scale, strict=True)
        for part in axis
    ]


def _color(value: Any) -> bytes:
    if isinstance(value, str):
        if not _HEX.fullmatch(value):
            raise FaultError((), f"{shortened(value)!r} is no colour; write #rgb, #rrggbb or #rrggbbaa")
        digits = value[1:] if len(value) > _SHORT else "".join(digit * 2 for digit in value[1:])
        return encode(Color(*(part / 255.0 for part in bytes.fromhex(digits))))
    listed = _listed(value)
    if len(listed) not in (3, 4):
        raise FaultError((), f"it is {shortened(value)}, and a colour has 3 or 4 numbers")
    return encode(Color(*_floats(listed, len(listed))))


def _each(read: Callable[[Any], Any], value: Any) -> list[Any]:
    read_so_far: list[Any] = []
    try:
        for each in _listed(value):
            read_so_far.append(read(each))  # noqa: PERF401 - how many there are tells where a fault is
    except FaultError as fault:
        raise fault.within(len(read_so_far)) from None
    return read_so_far


def _packed(code: str, read: Callable[[Any], Any]) -> Callable[[Any], bytes]:
    return lambda value: encode(array(code, _each(read, value)))


def _packed_vectors(columns: int) -> Callable[[Any], bytes]:
    empty = memoryview(bytes(4 * columns)).cast("f", (1, columns))[:0]

    def read(value: Any) -> bytes:
        rows = _each(lambda row: _floats(row, columns), value)
        floats = array("f", [part for row in rows for part in row])
        return encode(memoryview(floats).cast("B").cast("f", (len(rows), columns)) if rows else empty)

    return read


READERS: Final[dict[str, Callable[[Any], bytes]]] = {
    **{fields.__name__: _fixed(number) for number, (fields, _) in FIXED.items() if fields is not Color},
    "Color": _color,
    "node": lambda value: encode({"@node": text_of(value)}),
    "NodePath": lambda value: encode({"@NodePath": text_of(value)}),
    "StringName": lambda value: encode({"@StringName": text_of(value)}),
    "Vector4": _numbers("@Vector4", 4),
    "Quaternion": _numbers("@Quaternion", 4),
    "Plane": _numbers("@Plane", 4),
    "AABB": _numbers("@AABB", 6),
    "Basis": _numbers("@Basis", 9),
    "Transform3D": _transform,
    "PackedByteArray": _packed("B", lambda each: read_whole(each, _BYTE)),
    "PackedInt32Array": _packed("i", lambda each: read_whole(each, _INT32)),
    "PackedInt64Array": _packed("q", read_whole),
    "PackedFloat32Array": _packed("f", _float32),
    "PackedFloat64Array": _packed("d", _double),
    "PackedStringArray": lambda value: encode(tuple(_each(text_of, value))),
    "PackedVector2Array": _packed_vectors(2),
    "PackedVector3Array": _packed_vectors(3),
    "PackedColorArray": _packed_vectors(4),
}
"""What reads a type, by the key that names it in files; a fault's place is counted from the value."""
