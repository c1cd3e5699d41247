"""Options of layers: names, defaults and ranges, each stated once, in the fields of a frozen dataclass.

>>> @dataclass(frozen=True, slots=True, kw_only=True)
... class Ruins:
...     count: int = option(3, Whole(0, 50))
>>> read_options("ruins", Ruins, {"count": 5})
Ruins(count=5)
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from cutout.errors import BadParams
from cutout.rules import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutout.rules import Rule

Options = TypeVar("Options")


def option(default: Any, rule: Rule) -> Any:
    """Return a dataclass field with a default, whose values must keep a rule."""
    return field(default=default, metadata={"rule": rule})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOptions:
    """The options of a layer that has none."""


def check_options_type(layer: str, options: type) -> None:
    """Refuse a class that `read_options` could not fill.

    Raises
    ------
    ValueError
        It is no dataclass, or a field was not made by `option`.
    """
    if not is_dataclass(options):
        raise ValueError(f"the options of the layer {layer!r} are {options!r}; give a dataclass")
    for each in fields(options):
        if "rule" not in each.metadata:
            raise ValueError(f"the option {each.name!r} of the layer {layer!r} has no rule; write it with option(…)")


def read_options(layer: str, options: type[Options], given: Mapping[str, object]) -> Options:
    """Fill a dataclass of options; what is absent keeps its default.

    Parameters
    ----------
    layer : str
        For messages.
    options : type
        A dataclass whose fields are made by `option`.
    given : mapping

    Raises
    ------
    BadParams
        An unknown name, a wrong type or a value out of range; the message names layer, option, value and range.
    """
    rules: dict[str, Rule] = {each.name: each.metadata["rule"] for each in fields(options)}  # type: ignore[arg-type]  # checked when it was registered
    read: dict[str, object] = {}
    for name, value in given.items():
        rule = rules.get(name)
        if rule is None:
            near = get_close_matches(str(name)[:100], rules, n=1)
            hint = f"did you mean {near[0]!r}? It has " if near else "it has "
            raise BadParams(f"the layer {layer!r} has no option {shortened(name)}: {hint}{', '.join(rules) or 'none'}")
        try:
            read[name] = rule.read(value)
        except ValueError as broken:
            raise BadParams(f"{name} of the layer {layer!r} {broken}, and {shortened(value)} is not") from None
    return options(**read)
