"""One world file: which prefabs stand where, read and checked, in the form that crosses the bridge."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final, NoReturn

from cutout.errors import BadFile

from .places import FaultError, MisreadError
from .typed_values import text_of
from .world_limits import DEFAULT_MARGIN, MAX_REGIONS
from .world_points import NO_SCALE, NO_TURN, Points, Wish, axes_of
from .world_prefabs import PlacedPrefabs
from .world_rows import transforms_of
from .world_values import (
    TypedFaultError,
    read_corner,
    read_count,
    read_distance,
    read_extent,
    read_flag,
    read_listed,
    read_name,
    read_object,
    read_position,
    read_priority,
    read_rotation,
    read_scale,
    read_version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .references import Places
    from .templates import Source
    from .world_values import Reader

WORLD_VERSION: Final = 1
"""Of the form that crosses the bridge."""


def _of_the_region(_: Any) -> NoReturn:
    raise FaultError((), "points of a region are loaded together: write it once, as the region's")


_HOW: Final[dict[str, Reader]] = {
    "prefab": text_of,
    "rotation_degrees": read_rotation,
    "scale": read_scale,
    "priority": read_priority,
    "load_distance": read_distance,
    "unload_distance": read_distance,
}
_IN_REGION: Final[dict[str, Reader]] = {"load_distance": _of_the_region, "unload_distance": _of_the_region}
_POINT: Final[dict[str, Reader]] = {**_HOW, "position": read_position, "name": read_name}
_ROW: Final[dict[str, Reader]] = {
    **_HOW,
    "positions": read_listed,
    "from": read_position,
    "to": read_position,
    "count": read_count,
}
_POINT_IN_REGION: Final = {**_POINT, **_IN_REGION}
_ROW_IN_REGION: Final = {**_ROW, **_IN_REGION}
_BOUNDS: Final[dict[str, Reader]] = {"position": read_corner, "size": read_extent}
_REGION: Final[dict[str, Reader]] = {
    "name": read_name,
    "bounds": lambda value: read_object(value, _BOUNDS, _BOUNDS),
    "margin": read_distance,
    "priority": read_priority,
    "load_distance": read_distance,
    "unload_distance": read_distance,
    "pinned": read_flag,
    "points": read_listed,
    "rows": read_listed,
}
_WORLD: Final[dict[str, Reader]] = {
    "$schema": text_of,
    "version": read_version,
    "description": text_of,
    "prefabs": lambda value: value,
    "points": read_listed,
    "rows": read_listed,
    "regions": read_listed,
}


def read_world(source: Source, places: Places) -> dict[str, Any]:
    """Parse and check a world file.

    Parameters
    ----------
    source : Source
    places : Places
        What paths mean, and which scenes are let in.

    Returns
    -------
    dict
        As docs/architecture.md lays down for the kind ``prefab_world``.

    Raises
    ------
    BadFile
        It is no world; the message names the line.
    BadPath, TooLarge
        It names a prefab out of where prefabs may be, or has too many points; the message names the line.
    """
    try:
        document: Any = source.parser.parse(source.text)
    except MisreadError as fault:
        raise BadFile(f"{source.path}, line {fault.line}: {fault.message}") from None
    reader = _Reader(source, places)
    try:
        reader.world(document)
    except TypedFaultError as fault:
        raise fault.error(source.broken(fault.at, fault.message).message) from None
    except FaultError as fault:
        raise source.broken(fault.at, fault.message) from None
    return reader.result()


class _Reader:
    def __init__(self, source: Source, places: Places) -> None:
        self.source = source
        self.prefabs = PlacedPrefabs(source.path, places)
        self.points = Points()
        self.named: set[str] = set()
        self.regions: dict[str, bool] = {}
        self.region_offsets = array("i", [0])
        self.region_bounds = array("f")

    def result(self) -> dict[str, Any]:
        points = self.points
        return {
            "version": WORLD_VERSION,
            "prefabs": self.prefabs.paths,
            "kinds": points.kinds,
            "transforms": points.transforms,
            "names": tuple(points.names),
            "priorities": points.priorities,
            "load_distances": points.load_distances,
            "unload_distances": points.unload_distances,
            "regions": tuple(self.regions),
            "region_offsets": self.region_offsets,
            "region_bounds": self.region_bounds,
            "region_pinned": bytes(self.regions.values()),
            "sources": {self.source.path: self.source.digest},
        }

    def world(self, document: Any) -> None:
        written = read_object(document, _WORLD, ())
        if "version" not in written:
            raise FaultError((), "'version' is missing; write 1")
        try:
            self.prefabs.name_all(written.get("prefabs", {}))
        except FaultError as fault:
            raise fault.within("prefabs") from None
        regions = written.get("regions", [])
        if len(regions) > MAX_REGIONS:
            raise FaultError(("regions",), f"there are {len(regions)}, and {MAX_REGIONS} are the most")
        each_of({"regions": regions}, "regions", self.region)
        self.stand(written, _POINT, _ROW, Wish())

    def region(self, written: Any) -> None:
        region = read_object(written, _REGION, ("name",))
        name = region["name"]
        if name in self.regions:
            raise FaultError(("name",), f"the region {name!r} is there twice; give one another name")
        first = len(self.points)
        self.stand(region, _POINT_IN_REGION, _ROW_IN_REGION, wish_of(region, Wish()))
        if "bounds" in region:
            if "margin" in region:
                raise FaultError(
                    ("margin",), "a margin is for bounds that are worked out, and these are given; keep one"
                )
            corner, size = region["bounds"]["position"], region["bounds"]["size"]
        elif len(self.points) > first:
            corner, size = self.points.bounds_of(first, region.get("margin", DEFAULT_MARGIN))
        else:
            raise FaultError((), "a region without points has to have bounds")
        self.regions[name] = region.get("pinned", False)
        self.region_offsets.append(len(self.points))
        self.region_bounds.extend([*corner, *size])

    def stand(
        self, written: dict[str, Any], in_points: dict[str, Reader], in_rows: dict[str, Reader], wish: Wish
    ) -> None:
        """Add the points and rows of a region, or of none."""
        each_of(written, "points", lambda each: self.point(each, in_points, wish))
        each_of(written, "rows", lambda each: self.row(each, in_rows, wish))

    def point(self, written: Any, readers: dict[str, Reader], wish: Wish) -> None:
        point = read_object(written, readers, ("prefab", "position"))
        name = point.get("name", "")
        if name in self.named:
            raise FaultError(("name",), f"the name {name!r} is there twice; give one another")
        if name:
            self.named.add(name)
        axes = axes_of(point.get("rotation_degrees", NO_TURN), point.get("scale", NO_SCALE))
        self.add(point, (*axes, *point["position"]), wish, name)

    def row(self, written: Any, readers: dict[str, Reader], wish: Wish) -> None:
        row = read_object(written, readers, ("prefab",))
        self.add(row, transforms_of(row, self.points), wish)

    def add(self, written: dict[str, Any], transforms: Sequence[float], wish: Wish, name: str = "") -> None:
        try:
            path = self.prefabs.path_of(written["prefab"])
            kind = self.prefabs.number_of(path) if transforms else 0
        except FaultError as fault:
            raise fault.within("prefab") from None
        self.points.add(kind, transforms, wish_of(written, wish), name)


def each_of(written: dict[str, Any], key: str, read: Callable[[Any], None]) -> None:
    """Read each element of a list, if it is there."""
    place = 0
    try:
        for place, each in enumerate(written.get(key, ())):  # noqa: B007 - read where a fault is caught
            read(each)
    except FaultError as fault:
        raise fault.within(key, place) from None


def wish_of(written: dict[str, Any], default: Wish) -> Wish:
    """Return how something is to be loaded, from its fields."""
    wish = Wish(
        written.get("priority", default.priority),
        written.get("load_distance", default.load_distance),
        written.get("unload_distance", default.unload_distance),
    )
    if 0.0 <= wish.unload_distance < wish.load_distance:
        raise FaultError(
            ("unload_distance",),
            f"{wish.unload_distance:g} is less than the load_distance of {wish.load_distance:g}; make it larger",
        )
    return wish
