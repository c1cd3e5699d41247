"""Cross-sections: how wide a road is, where its lanes and lines run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .options import read_options

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTHS: Final = {"highway": 30.0, "main_street": 34.0, "side_street": 19.0, "alley": 8.0}
"""What common roads are wide, m."""

LANE_WIDTH: Final = 3.5
"""What a lane is wide if a profile does not say how many there are, m."""
KERB: Final = 0.15
"""Height of a median over the asphalt, m."""
PARAPET_WIDTH: Final = 0.5
PARAPET_HEIGHT: Final = 0.3
"""What stands along both edges of a bridge and carries its railings, m."""
EDGE_LINES_FROM: Final = 5.5
"""A narrower road has no lines along its edges, m."""
TWO_WAY: Final = 2
"""Lanes of a road that has one dashed line between them; more of them are parted by a double line."""
DOUBLE_LINE: Final = 0.3
"""Between the centres of the two lines in the middle of a road of four lanes or more, m."""
INSET: Final = 0.4
"""From the edge of the median to the line beside it, m."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the asphalt.

    Parameters
    ----------
    offset : float, m
        Of its middle, to the right of the road's.
    is_dashed : bool
    """

    offset: float
    is_dashed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The cross-section of a road; make one with `Profile.of`.

    Parameters
    ----------
    type : "standard", "highway", "bridge" or "intersection"
    width : float, m
        Of the asphalt and the median, from edge to edge.
    lanes : int
        In both directions together; even if there is a median.
    median : float, m
        Width of what parts the directions; 0 is a line.
    shoulder : float, m
        From the outer line to the edge.
    markings : bool
        Whether there are lines.
    line_width, dash, gap : float, m
    skirt : float, m
        How far down the sides reach, so that ground which is a little lower leaves no gap.
    deck_thickness, railing_height, pier_spacing, pier_width : float, m
        Of bridges. A spacing of 0 is none.
    corner_radius : float, m
        Of the corners of intersections.
    """

    type: str
    width: float
    lanes: int
    median: float
    shoulder: float
    markings: bool
    line_width: float
    dash: float
    gap: float
    skirt: float
    deck_thickness: float
    railing_height: float
    pier_spacing: float
    pier_width: float
    corner_radius: float

    @classmethod
    def of(cls, type_: str = "standard", options: Mapping[str, object] | None = None) -> Profile:
        """Return the profile of a type of road.

        Parameters
        ----------
        type_ : "standard", "highway", "bridge" or "intersection"
        options : mapping, optional
            By the names of `cutout.world.roads.options`; what is left out has the type's own value. Options that say
            nothing about the cross-section are checked, and left alone.

        Raises
        ------
        BadParams
            An unknown name, or a value of a wrong type or out of its range.
        """
        values = read_options(type_, options or {})
        fields = {name: values[name] for name in cls.__slots__ if name != "type"}
        room = values["width"] - 2.0 * values["shoulder"] - values["median"]
        fields["lanes"] = _lanes(values["lanes"], room, is_divided=values["median"] > 0.0)
        return cls(type=type_, **fields)

    @property
    def half(self) -> float:
        """Half the width, m."""
        return self.width / 2.0

    @property
    def reach(self) -> float:
        """From the middle to the outermost thing that is built, m."""
        return self.half + PARAPET_WIDTH

    def lines(self) -> tuple[Line, ...]:
        """Return the lines from left to right."""
        return _lines(self)

    def columns(self) -> tuple[tuple[float, ...], ...]:
        """Return where the asphalt has vertices across, from left to right; once for each side of a median.

        Lines lie on columns, so that they never sink below a surface that is bent and steep at once. The columns do
        not depend on anything but the profile.
        """
        return _columns(self)

    def across(self) -> list[float]:
        """Return the columns of all of the road as one list, as a junction meets them."""
        return sorted({offset for group in self.columns() for offset in group})


@lru_cache(256)
def _lines(profile: Profile) -> tuple[Line, ...]:
    if not profile.markings:
        return ()
    inner = profile.median / 2.0
    outer = max(profile.half - max(profile.shoulder, profile.line_width), inner)
    right: list[Line] = []
    if profile.median > 0.0:
        count = profile.lanes // 2
        right = [Line(inner + (outer - inner) * k / count, is_dashed=True) for k in range(1, count)]
        if outer - inner > 3.0 * INSET:
            right.append(Line(inner + INSET, is_dashed=False))
    elif profile.lanes % 2:
        right = [Line(outer * (2 * k + 1) / profile.lanes, is_dashed=True) for k in range(profile.lanes // 2)]
    else:
        right = [Line(outer * 2 * k / profile.lanes, is_dashed=True) for k in range(1, profile.lanes // 2)]
        if profile.lanes > TWO_WAY:
            right.append(Line(DOUBLE_LINE / 2.0, is_dashed=False))
    if profile.width >= EDGE_LINES_FROM and outer < profile.half:
        right.append(Line(outer, is_dashed=False))
    middle = [Line(0.0, is_dashed=True)] if profile.lanes == TWO_WAY and profile.median <= 0.0 else []
    left = [Line(-line.offset, line.is_dashed) for line in right]
    return tuple(sorted([*left, *middle, *right], key=lambda line: line.offset))


@lru_cache(256)
def _columns(profile: Profile) -> tuple[tuple[float, ...], ...]:
    inner = profile.median / 2.0
    offsets = [line.offset for line in profile.lines()]
    if profile.median <= 0.0:
        return (_apart([-profile.half, *offsets, profile.half]),)
    return (
        _apart([-profile.half, *(offset for offset in offsets if offset < -inner), -inner]),
        _apart([inner, *(offset for offset in offsets if offset > inner), profile.half]),
    )


def _lanes(wanted: int, room: float, *, is_divided: bool) -> int:
    """Return how many lanes there are; more than one is even unless it was asked for."""
    count = wanted or max(1, int(room / LANE_WIDTH))
    if is_divided or (not wanted and count > 1):
        count = max(2, count - count % 2)
    return count


def _apart(offsets: list[float]) -> tuple[float, ...]:
    """Drop inner columns that are nearly at another; both ends stay."""
    least = 0.05
    kept = [offsets[0]]
    for offset in offsets[1:-1]:
        if offset - kept[-1] > least and offsets[-1] - offset > least:
            kept.append(offset)
    return (*kept, offsets[-1])
