"""The options of roads: names, defaults and ranges, each stated once and mirrored by ``CutoutRoads``."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from cutout.errors import BadParams

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES: Final = ("standard", "highway", "intersection", "bridge")


@dataclass(frozen=True, slots=True)
class Option:
    """One option and what its values may be.

    Parameters
    ----------
    default : bool, int, float or str
        Its type is that of the values; an int will do for a float.
    least, most : float
        The range of a number, both ends allowed.
    choices : tuple of str
        What a text may be.
    """

    default: bool | float | str
    least: float = 0.0
    most: float = 0.0
    choices: tuple[str, ...] = ()

    def read(self, name: str, value: object) -> Any:
        """Return `value` in the type of the default.

        Raises
        ------
        BadParams
            It has another type, or is out of range.
        """
        if isinstance(self.default, bool):
            if isinstance(value, bool):
                return value
            raise BadParams(f"{name} must be true or false, and {_short(value)} is not")
        if isinstance(self.default, str):
            if isinstance(value, str) and value in self.choices:
                return str(value)
            raise BadParams(f"{name} must be one of {', '.join(self.choices)}, and {_short(value)} is not")
        is_number = isinstance(value, int if isinstance(self.default, int) else int | float)
        if is_number and not isinstance(value, bool) and isfinite(value) and self.least <= value <= self.most:  # type: ignore[arg-type, operator]  # a number by now
            return type(self.default)(value)  # type: ignore[arg-type]  # the same
        kind = "an int" if isinstance(self.default, int) else "a number"
        raise BadParams(f"{name} must be {kind} from {self.least:g} to {self.most:g}, and {_short(value)} is not")


OPTIONS: Final[dict[str, Option]] = {
    "width": Option(19.0, 1.0, 200.0),
    "lanes": Option(0, 0, 32),
    "median": Option(0.0, 0.0, 50.0),
    "shoulder": Option(0.5, 0.0, 20.0),
    "markings": Option(default=True),
    "line_width": Option(0.15, 0.02, 2.0),
    "dash": Option(3.0, 0.1, 1000.0),
    "gap": Option(4.5, 0.1, 1000.0),
    "skirt": Option(0.6, 0.0, 50.0),
    "deck_thickness": Option(1.4, 0.1, 20.0),
    "railing_height": Option(1.1, 0.0, 10.0),
    "pier_spacing": Option(30.0, 0.0, 1000.0),
    "pier_width": Option(1.6, 0.1, 20.0),
    "corner_radius": Option(6.0, 0.1, 100.0),
    "step": Option(6.5, 0.5, 100.0),
    "lod": Option(0, 0, 8),
    "fit": Option("none", choices=("none", "drape", "cut")),
    "clearance": Option(0.05, 0.0, 10.0),
    "cut_slope": Option(0.6, 0.05, 10.0),
    "ground_height": Option(0.0, -100000.0, 100000.0),
}
"""All options by name. 0 lanes are as many as fit."""

TYPE_DEFAULTS: Final[dict[str, dict[str, float]]] = {
    "standard": {},
    "highway": {"width": 30.0, "median": 3.0, "shoulder": 2.0},
    "intersection": {},
    "bridge": {},
}
"""Where a type's default differs from that of `OPTIONS`."""

NARROW_SHARE: Final = 0.1
"""Of the width: a median or a shoulder that was not asked for takes no more."""


def read_options(type_: str, options: Mapping[str, object]) -> dict[str, Any]:
    """Return the value of every option for a type of road.

    Raises
    ------
    BadParams
        An unknown type or name, or a value of a wrong type or out of its range.
    """
    if type_ not in TYPES:
        raise BadParams(f"type must be one of {', '.join(TYPES)}, and {_short(type_)} is not")
    for name in options:
        if name not in OPTIONS:
            near = get_close_matches(str(name), OPTIONS, 1)
            hint = f"did you mean {near[0]!r}?" if near else "the options are " + ", ".join(OPTIONS)
            raise BadParams(f"a road has no option {_short(name)}; {hint}")
    own = TYPE_DEFAULTS[type_]
    values: dict[str, Any] = {
        name: option.read(name, options[name]) if name in options else own.get(name, option.default)
        for name, option in OPTIONS.items()
    }
    for name in ("median", "shoulder"):
        if name not in options:
            values[name] = min(values[name], values["width"] * NARROW_SHARE)
    room = values["width"] - values["median"] - 2.0 * values["shoulder"]
    if room <= 0.0:
        raise BadParams(
            f"width is {values['width']:g}, which leaves no lane beside a median of {values['median']:g} and two "
            f"shoulders of {values['shoulder']:g}; make the road wider or these narrower"
        )
    return values


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - what a message has room for
