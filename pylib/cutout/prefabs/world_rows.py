"""Rows of a world file: many points of one prefab, listed or along a line or grid."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .places import FaultError
from .world_limits import MAX_COORDINATE, MAX_DEGREES, MAX_SCALE, MIN_SCALE
from .world_points import NO_SCALE, NO_TURN, axes_of, transforms_around_y, transforms_at
from .world_values import read_coordinate, read_degrees, read_factor, read_several

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .world_points import Points
    from .world_values import Three

_Columns: TypeAlias = "list[tuple[float, ...]]"

_LEAST: Final = 2
_READERS: Final = (read_coordinate, read_coordinate, read_coordinate, read_degrees, read_factor)
_BOUNDS: Final = (
    *[(-MAX_COORDINATE, MAX_COORDINATE)] * 3,
    (-MAX_DEGREES, MAX_DEGREES),
    (MIN_SCALE, MAX_SCALE),
)
"""What the readers check, for whole columns."""

_NUMBERS: Final = frozenset({int, float})
_FORM: Final = "[x, z], [x, y, z], [x, y, z, yaw] or [x, y, z, yaw, scale]"


def transforms_of(row: Mapping[str, Any], points: Points) -> array[float]:
    """Return the transforms of a row.

    Parameters
    ----------
    row : mapping
        Its fields, read; ``positions`` still as they are in the file.
    points : Points
        What the row is added to; it is not changed.

    Raises
    ------
    FaultError
        The row does not say where, says it twice, or has too many points.
    """
    repeated = [key for key in ("from", "to", "count") if key in row]
    if ("positions" in row) == bool(repeated) or len(repeated) in (1, 2):
        written = " and ".join([*(["positions"] if "positions" in row else []), *repeated]) or "neither"
        raise FaultError((), f"a row has positions, or from, to and count, and this has {written}")
    degrees, scale = row.get("rotation_degrees", NO_TURN), row.get("scale", NO_SCALE)
    if not repeated:
        points.check_room(len(row["positions"]))
        return _listed(row["positions"], degrees, scale)
    try:
        origins = _repeated(row, points)
    except FaultError as fault:
        raise fault.within("count") from None
    return transforms_at(origins, degrees, scale)


def _repeated(row: Mapping[str, Any], points: Points) -> list[Three]:
    start, end, count = row["from"], row["to"], row["count"]
    if isinstance(count, int):
        points.check_room(count)
        return [
            (x, y, z)
            for x, y, z in zip(
                *(_spread(one, other, count) for one, other in zip(start, end, strict=True)), strict=True
            )
        ]
    points.check_room(count[0] * count[1])
    if start[1] != end[1]:
        raise FaultError((), "a grid lies flat, and its from and to have different heights: make them equal")
    xs, zs = _spread(start[0], end[0], count[0]), _spread(start[2], end[2], count[1])
    return [(x, start[1], z) for z in zs for x in xs]


def _spread(start: float, end: float, count: int) -> list[float]:
    """Return `count` numbers from `start` to `end`, at equal distances."""
    step = (end - start) / max(count - 1, 1)
    return [start + step * place for place in range(count)]


def _listed(positions: list[Any], degrees: Three, scale: Three) -> array[float]:
    columns = _even_columns(positions, degrees[1], scale) or _columns(positions, degrees[1], scale)
    if not columns:
        return array("f")
    if degrees[0] == 0.0 == degrees[2]:
        return transforms_around_y(*columns)
    transforms = array("f")
    for x, y, z, yaw, *factors in zip(*columns, strict=True):
        transforms.extend([*axes_of((degrees[0], yaw, degrees[2]), factors), x, y, z])
    return transforms


def _even_columns(positions: list[Any], yaw: float, scale: Three) -> _Columns | None:
    """Return what `_columns` does, many times as fast, for positions of one length that are as they should be."""
    count = len(positions)
    if not count or {*map(type, positions)} != {list} or len({*map(len, positions)}) > 1:
        return None
    written = list(zip(*positions, strict=True))
    if not _LEAST <= len(written) <= len(_BOUNDS):
        return None
    for column, (least, most) in zip(written, _BOUNDS, strict=False):
        if not (_NUMBERS.issuperset(map(type, column)) and least <= min(column) and max(column) <= most):
            return None
    if len(written) == _LEAST:
        written.insert(1, (0.0,) * count)
    x, y, z, *turned = written
    yaws, *factors = turned or [(yaw,) * count]
    return [x, y, z, yaws, *(factors * 3 or [(factor,) * count for factor in scale])]


def _columns(positions: list[Any], yaw: float, scale: Three) -> _Columns:
    """Return x, y, z, yaw and three factors of all positions; a position's yaw and scale are instead of the row's."""
    rows = []
    try:
        for each in positions:
            x, *rest = read_several(each, _READERS, _FORM, _LEAST)
            y, z, *turned = rest if len(rest) > 1 else (0.0, *rest)
            factors = (turned[1],) * 3 if len(turned) > 1 else scale
            rows.append((x, y, z, turned[0] if turned else yaw, *factors))
    except FaultError as fault:
        raise fault.within("positions", len(rows)) from None
    return list(zip(*rows, strict=True))
