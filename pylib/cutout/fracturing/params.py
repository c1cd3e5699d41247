"""The parameters of a fracture: names, defaults and ranges, each stated once.

Every pattern has a dataclass of its own in `cutout.fracturing.patterns`, under the name that the decorator `pattern`
gives it. A field carries the rule for its values in its metadata, so a new parameter is one more line and
`FractureParams.from_mapping` needs no change.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import Field, asdict, dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

from cutout.errors import BadParams, RefractureLimit
from cutout.rules import Choice, Number, Rule, Whole

from .extrusion import Extrusion
from .point_rules import Place, Rectangle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from .cuts import Cuts
    from .outline import Outline
    from .point_rules import Box

DEFAULT_PATTERN: Final = "random"

MAX_FRAGMENTS: Final = 1024
MAX_AREA: Final = 1e15
MAX_LENGTH: Final = 1e7
"""px"""
MAX_DEPTH: Final = 1_000_000

FRAGMENT_COUNT: Final = Whole(1, MAX_FRAGMENTS)
LENGTH: Final = Number(0.0, MAX_LENGTH)
SCALE: Final = Number(1e-6, 1e6)
PLACE: Final = Place()

Policy = Choice(("keep", "merge", "discard"))

PATTERNS: Final[dict[str, type[FractureParams]]] = {}
"""The parameters of each pattern by its name."""


def obeys(rule: Rule) -> dict[str, Rule]:
    """Return the metadata of a field whose values must keep a rule."""
    return {"rule": rule}


@dataclass(frozen=True, slots=True, kw_only=True)
class FractureParams(ABC):
    """What the parameters of all patterns have in common; each pattern is a subclass.

    Parameters
    ----------
    seed : int
        The same request with the same seed gives the same bytes.
    min_fragment_area : float, px²
        A smaller fragment is treated as `small_fragments` says.
    small_fragments : "merge", "keep" or "discard"
        Merge it into the neighbour with which it shares the longest border, leave it, or drop it. What is dropped is
        counted in the report, and so is a fragment that no neighbour can take.
    refracture_depth : int
        How often what breaks has been broken before: 0 for what is whole, 1 for its fragments, and so on.
    max_refracture_depth : int
        The greatest `refracture_depth` that still breaks: 0 breaks only what is whole.
    extrude_depth : float, units of length
        Give fragments this thickness, and the result the surfaces of solids in space; 0 does not.
    units_per_pixel : float
        Units of length in space a pixel.
    uv_rect : (x, y, width, height), px
        Where the texture of front and back lies on the polygon; all zeros are the bounding box of all fragments.
    side_uv_scale : float
        How often the texture of the sides repeats in a unit of length.

    Raises
    ------
    BadParams
        A value of a wrong type or out of its range.
    RefractureLimit
        `refracture_depth` is over `max_refracture_depth`.
    """

    pattern: ClassVar[str] = DEFAULT_PATTERN

    seed: int = field(default=0, metadata=obeys(Whole(-(2**63), 2**63 - 1)))
    min_fragment_area: float = field(default=0.0, metadata=obeys(Number(0.0, MAX_AREA)))
    small_fragments: str = field(default="merge", metadata=obeys(Policy))
    refracture_depth: int = field(default=0, metadata=obeys(Whole(0, MAX_DEPTH)))
    max_refracture_depth: int = field(default=1, metadata=obeys(Whole(0, MAX_DEPTH)))
    extrude_depth: float = field(default=0.0, metadata=obeys(LENGTH))
    units_per_pixel: float = field(default=1.0, metadata=obeys(SCALE))
    uv_rect: Box = field(default=(0.0, 0.0, 0.0, 0.0), metadata=obeys(Rectangle()))
    side_uv_scale: float = field(default=1.0, metadata=obeys(SCALE))

    def __post_init__(self) -> None:
        for name, rule, default in _readers(type(self)):
            value = getattr(self, name)
            if value is default:
                continue
            try:
                object.__setattr__(self, name, rule.read(value))
            except ValueError as broken:
                raise BadParams(f"{name} {broken}, and {shortened(value)} is not") from None
        if self.refracture_depth > self.max_refracture_depth:
            raise RefractureLimit(
                f"refracture_depth is {self.refracture_depth} and max_refracture_depth {self.max_refracture_depth}: "
                "leave this fragment as it is, or raise the limit"
            )
        self.check()

    @property
    def extrusion(self) -> Extrusion | None:
        """How thick fragments become; None leaves them flat."""
        if self.extrude_depth == 0.0:
            return None
        return Extrusion(self.extrude_depth, self.units_per_pixel, self.uv_rect, self.side_uv_scale)

    def check(self) -> None:
        """Refuse values that are sound alone and not together.

        Raises
        ------
        BadParams
        """
        return

    @abstractmethod
    def lay_out(self, outline: Outline, rng: np.random.Generator) -> Cuts:
        """Return where to cut an outline.

        Parameters
        ----------
        outline : Outline
        rng : numpy.random.Generator
            Made from `seed`; the only source of chance.

        Returns
        -------
        Cuts
            In the outline's local coordinates.
        """

    @staticmethod
    def from_mapping(mapping: Mapping[str, object]) -> FractureParams:
        """Read parameters by name; what is absent keeps its default, and ``pattern`` is ``"random"``.

        Raises
        ------
        BadParams
            An unknown name, a wrong type or a value out of range.
        """
        rest = dict(mapping)
        name = rest.pop("pattern", DEFAULT_PATTERN)
        try:
            chosen = PATTERNS[Choice(tuple(PATTERNS)).read(name)]
        except ValueError as broken:
            near = get_close_matches(str(name)[:100], PATTERNS, n=1)
            hint = f": did you mean {near[0]!r}?" if near else ""
            raise BadParams(f"pattern {broken}, and {shortened(name)} is not{hint}") from None
        known = [each.name for each in fields(chosen)]
        for word in rest:
            if word not in known:
                near = get_close_matches(str(word)[:100], known, n=1)
                hint = f"did you mean {near[0]!r}? It has " if near else "it has "
                raise BadParams(f"pattern {name!r} has no parameter {shortened(word)}: {hint}" + ", ".join(known))
        return chosen(**rest)  # type: ignore[arg-type]  # __post_init__ checks every value

    def to_mapping(self) -> dict[str, object]:
        """Return the parameters by name, the pattern among them."""
        return {"pattern": self.pattern, **asdict(self)}


Params = TypeVar("Params", bound=FractureParams)


def pattern(name: str) -> Callable[[type[Params]], type[Params]]:
    """Return a decorator that gives a pattern its name and makes it known under it."""

    def register(params: type[Params]) -> type[Params]:
        params.pattern = name
        PATTERNS[name] = params
        return params

    return register


@cache
def _readers(chosen: type[FractureParams]) -> tuple[tuple[str, Rule, object], ...]:
    """Return name, rule and default of every parameter; a default keeps its rule and need not be read again."""
    return tuple((each.name, rule_of(each), each.default) for each in fields(chosen))


def rule_of(each: Field[Any]) -> Rule:
    """Return the rule for the values of a parameter."""
    return cast("Rule", each.metadata["rule"])


def shortened(value: object) -> str:
    """Return the repr of a value, cut where it would flood a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - a line's worth
