"""The fields of a world file: what reads each of them, and between what bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .places import FaultError, shortened
from .schema import nearest
from .typed_values import text_of
from .world_limits import (
    MAX_COORDINATE,
    MAX_DEGREES,
    MAX_DISTANCE,
    MAX_POINTS,
    MAX_PRIORITY,
    MAX_SCALE,
    MIN_SCALE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cutout.errors import RequestError

    from .places import At

    Reader: TypeAlias = Callable[[Any], Any]
    """Returns what a value of a field means, or raises a `FaultError` whose place is counted from the value."""

Three: TypeAlias = tuple[float, float, float]

_NAME: Final = re.compile(r'[^.:@/"%\x00-\x1f]{1,128}')
_NUMBERS: Final = frozenset({int, float})
_VECTOR: Final = "Vector3"
_OF_VECTOR: Final = 3


class TypedFaultError(FaultError):
    """Something in a file that is a fault of another type than `BadFile`.

    Parameters
    ----------
    at, message
        As for `FaultError`.
    error : type
        What is raised in the end.
    """

    def __init__(self, at: At, message: str, error: type[RequestError]) -> None:
        super().__init__(at, message)
        self.error = error

    def within(self, *outer: str | int) -> TypedFaultError:
        """Return the same fault, seen from further out."""
        return TypedFaultError((*outer, *self.at), self.message, self.error)


def read_object(value: Any, readers: Mapping[str, Reader], required: Iterable[str]) -> dict[str, Any]:
    """Return the fields of an object.

    Parameters
    ----------
    value : object
        Of the parsed file.
    readers : mapping of str to callable
        What may be in it.
    required : iterable of str
        What has to be.

    Raises
    ------
    FaultError
        A key is unknown or missing, or the value of one is refused.
    """
    if type(value) is not dict:
        raise FaultError((), f"it is {shortened(value)}, and has to be an object")
    fields = {}
    for key, each in value.items():
        reader = readers.get(key)
        if reader is None:
            raise FaultError((key,), f"{shortened(key)!r} is no key here; {nearest(key, readers)}")
        try:
            fields[key] = reader(each)
        except FaultError as fault:
            raise fault.within(key) from None
    for key in required:
        if key not in fields:
            raise FaultError((), f"{key!r} is missing")
    return fields


def read_listed(value: Any) -> list[Any]:
    """Return a list, whatever it holds."""
    if type(value) is not list:
        raise FaultError((), f"it is {shortened(value)}, and has to be a list")
    return value


def read_version(value: Any) -> int:
    """Return the only version there is."""
    if type(value) is not int or value != 1:
        raise FaultError((), f"it is {shortened(value)}, and can only be 1")
    return value


def read_name(value: Any) -> str:
    """Return text that can name a node."""
    if type(value) is not str or not _NAME.fullmatch(value):
        raise FaultError((), f'{shortened(value)!r} is no name; write 1 to 128 characters without . : @ / " and %')
    return text_of(value)


def read_flag(value: Any) -> bool:
    """Return a bool."""
    if type(value) is not bool:
        raise FaultError((), f"it is {shortened(value)}, and has to be true or false")
    return value


def read_priority(value: Any) -> int:
    """Return what is added to a priority."""
    return _whole(value, -MAX_PRIORITY, MAX_PRIORITY)


def number_reader(least: float, most: float) -> Callable[[Any], float]:
    """Return what reads a number within bounds, themselves included."""

    def read(value: Any) -> float:
        if type(value) in _NUMBERS and least <= value <= most:
            return float(value)
        raise FaultError((), f"{shortened(value)} is no number from {least} to {most}")

    return read


read_coordinate: Final = number_reader(-MAX_COORDINATE, MAX_COORDINATE)
read_degrees: Final = number_reader(-MAX_DEGREES, MAX_DEGREES)
read_factor: Final = number_reader(MIN_SCALE, MAX_SCALE)
read_distance: Final = number_reader(0, MAX_DISTANCE)
_COORDINATES: Final = (read_coordinate,) * 3
_EXTENTS: Final = (number_reader(0, 2 * MAX_COORDINATE),) * 3


def read_several(value: Any, readers: Sequence[Reader], form: str, least: int) -> list[Any]:
    """Return numbers, which may be written as a prefab writes a vector.

    Parameters
    ----------
    value : object
        Of the parsed file.
    readers : sequence of callable
        What reads each number; there may not be more.
    form : str
        How it has to be written, for the message.
    least : int
        How many there have to be.

    Raises
    ------
    FaultError
        It is no list of so many, or one of them is refused.
    """
    listed = value
    if type(value) is dict and value.keys() == {_VECTOR}:
        listed = value[_VECTOR]
        least, readers = _OF_VECTOR, readers[:_OF_VECTOR]
    if type(listed) is not list or not least <= len(listed) <= len(readers):
        raise FaultError((), f"it is {shortened(value)}, and has to be {form}")
    several: list[Any] = []
    try:
        for each, read in zip(listed, readers, strict=False):
            several.append(read(each))
    except FaultError as fault:
        raise fault.within(len(several)) from None
    return several


def read_position(value: Any) -> Three:
    """Return a place, on the ground if it has two numbers."""
    x, *rest = read_several(value, _COORDINATES, "[x, y, z], or [x, z] on the ground", least=2)
    return (x, rest[0], rest[1]) if len(rest) > 1 else (x, 0.0, rest[0])


def read_corner(value: Any) -> Three:
    """Return a place that has all three numbers."""
    x, y, z = read_several(value, _COORDINATES, "[x, y, z]", least=3)
    return x, y, z


def read_extent(value: Any) -> Three:
    """Return the size of a box, flat ones included."""
    x, y, z = read_several(value, _EXTENTS, "[x, y, z]", least=3)
    return x, y, z


def read_rotation(value: Any) -> Three:
    """Return turns around x, y and z; a number alone is one around y."""
    if type(value) in _NUMBERS:
        return 0.0, read_degrees(value), 0.0
    x, y, z = read_several(value, (read_degrees,) * 3, "a number around y, or [x, y, z]", least=3)
    return x, y, z


def read_scale(value: Any) -> Three:
    """Return factors along x, y and z; a number alone is all of them."""
    if type(value) in _NUMBERS:
        factor = read_factor(value)
        return factor, factor, factor
    x, y, z = read_several(value, (read_factor,) * 3, "a number, or [x, y, z]", least=3)
    return x, y, z


def read_count(value: Any) -> int | tuple[int, int]:
    """Return how many a line has, or how many a grid has along x and z."""
    if type(value) is not list:
        return _read_count(value)
    x, z = read_several(value, (_read_count,) * 2, "a number, or [x, z] for a grid", least=2)
    return x, z


def _read_count(value: Any) -> int:
    return _whole(value, 1, MAX_POINTS)


def _whole(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise FaultError((), f"{shortened(value)} is no int from {least} to {most}")
    return value
