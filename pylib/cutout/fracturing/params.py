"""The parameters of a fracture: names, defaults and ranges, each stated once.

A field of `FractureParams` carries the rule for its values in its metadata, so a new parameter is one more line and
`FractureParams.from_mapping` needs no change.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Protocol

from cutout.errors import BadParams

if TYPE_CHECKING:
    from collections.abc import Mapping

PATTERNS: Final = ("random",)
"""The names of the seed point patterns; `cutout.fracturing.seed_points` has a function for each."""

MAX_FRAGMENTS: Final = 1024
MAX_AREA: Final = 1e15


class Rule(Protocol):
    """What the values of one parameter must be."""

    def read(self, value: object) -> object:
        """Return `value` as its parameter holds it.

        Raises
        ------
        ValueError
            It breaks the rule; the message says what is allowed.
        """


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few names."""

    names: tuple[str, ...]

    def read(self, value: object) -> str:
        """Return `value` if it is one of the names."""
        if not isinstance(value, str) or value not in self.names:
            raise ValueError("must be one of " + ", ".join(map(repr, self.names)))
        return str(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer in a closed range; neither a bool nor a float with an integral value."""

    minimum: int
    maximum: int

    def read(self, value: object) -> int:
        """Return `value` as int if it is one within the range."""
        expected = f"must be an int from {self.minimum} to {self.maximum}"
        try:
            number = operator.index(value)  # type: ignore[arg-type]  # any object may come: that is what is tested
        except TypeError:
            raise ValueError(expected) from None
        if isinstance(value, bool) or not self.minimum <= number <= self.maximum:
            raise ValueError(expected)
        return number


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number in a closed range; not a bool."""

    minimum: float
    maximum: float

    def read(self, value: object) -> float:
        """Return `value` as float if it is a number within the range."""
        expected = f"must be a number from {self.minimum:g} to {self.maximum:g}"
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.minimum <= value <= self.maximum:
            raise ValueError(expected)
        return float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FractureParams:
    """How to break a polygon.

    Parameters
    ----------
    pattern : str
        How the seed points lie, one of `PATTERNS`.
    seed : int
        The same request with the same seed gives the same bytes.
    fragment_count : int
        How many seed points; a concave polygon or one with holes can fall into more fragments than that.
    min_fragment_area : float, px²
        A smaller fragment is merged into the neighbour with which it shares the longest border.

    Raises
    ------
    BadParams
        A value of a wrong type or out of its range.
    """

    pattern: str = field(default="random", metadata={"rule": Choice(PATTERNS)})
    seed: int = field(default=0, metadata={"rule": Whole(-(2**63), 2**63 - 1)})
    fragment_count: int = field(default=10, metadata={"rule": Whole(1, MAX_FRAGMENTS)})
    min_fragment_area: float = field(default=0.0, metadata={"rule": Number(0.0, MAX_AREA)})

    def __post_init__(self) -> None:
        for parameter in fields(self):
            rule: Rule = parameter.metadata["rule"]
            value = getattr(self, parameter.name)
            try:
                object.__setattr__(self, parameter.name, rule.read(value))
            except ValueError as broken:
                raise BadParams(f"{parameter.name} {broken}, and {shortened(value)} is not") from None

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> FractureParams:
        """Read parameters by name; what is absent keeps its default.

        Raises
        ------
        BadParams
            An unknown name, a wrong type or a value out of range.
        """
        known = [parameter.name for parameter in fields(cls)]
        for name in mapping:
            if name not in known:
                near = get_close_matches(str(name), known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else "known are " + ", ".join(known)
                raise BadParams(f"there is no parameter {shortened(name)}: {hint}")
        return cls(**mapping)  # type: ignore[arg-type]  # __post_init__ checks every value


def shortened(value: object) -> str:
    """Return the repr of a value, cut where it would flood a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - a line's worth
