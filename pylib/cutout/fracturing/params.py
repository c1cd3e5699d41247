"""The parameters of a fracture: names, defaults and ranges, each stated once.

Every pattern has a dataclass of its own in `cutout.fracturing.patterns`, under the name that the decorator `pattern`
gives it. A field carries the rule for its values in its metadata, so a new parameter is one more line and
`FractureParams.from_mapping` needs no change.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import Field, asdict, dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

from cutout.errors import BadParams

from .rules import Choice, Number, Place, Rule, Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np

    from .cuts import Cuts
    from .outline import Outline

DEFAULT_PATTERN: Final = "random"

MAX_FRAGMENTS: Final = 1024
MAX_AREA: Final = 1e15
MAX_LENGTH: Final = 1e7
"""px"""

FRAGMENT_COUNT: Final = Whole(1, MAX_FRAGMENTS)
LENGTH: Final = Number(0.0, MAX_LENGTH)
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

    Raises
    ------
    BadParams
        A value of a wrong type or out of its range.
    """

    pattern: ClassVar[str] = DEFAULT_PATTERN

    seed: int = field(default=0, metadata=obeys(Whole(-(2**63), 2**63 - 1)))
    min_fragment_area: float = field(default=0.0, metadata=obeys(Number(0.0, MAX_AREA)))
    small_fragments: str = field(default="merge", metadata=obeys(Policy))

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            try:
                object.__setattr__(self, each.name, rule_of(each).read(value))
            except ValueError as broken:
                raise BadParams(f"{each.name} {broken}, and {shortened(value)} is not") from None
        self.check()

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


def rule_of(each: Field[Any]) -> Rule:
    """Return the rule for the values of a parameter."""
    return cast("Rule", each.metadata["rule"])


def shortened(value: object) -> str:
    """Return the repr of a value, cut where it would flood a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - a line's worth
