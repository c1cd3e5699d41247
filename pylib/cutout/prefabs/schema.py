"""The shape of a file: checked against ``prefab.schema.json`` by a validator that `fastjsonschema` compiles once.

Values of properties are left to `values`, which has to look at each of them anyway.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import fastjsonschema

from .limits import MAX_LEVELS
from .places import At, FaultError, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SCHEMA: Final = Path(__file__).with_name("prefab.schema.json")
_MANY: Final = 12


def check(document: object) -> None:
    """Raise unless `document` has the shape of a prefab.

    Raises
    ------
    FaultError
        The first difference.
    """
    try:
        _validator()(document)
    except fastjsonschema.JsonSchemaValueException as broken:
        at = tuple(int(key) if str(key).isdigit() else key for key in broken.path[1:])
        raise _fault(at, broken) from None
    except RecursionError:
        raise FaultError((), f"children lie more than {MAX_LEVELS} deep; make several prefabs of it") from None


def nearest(name: object, known: Iterable[str]) -> str:
    """Return words that name what was probably meant, or what there is."""
    names = sorted(known)
    near = get_close_matches(str(name)[:100], names, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    if not names:
        return "there is none"
    return f"there is {', '.join(map(shortened, names[:_MANY]))}{' and more' if len(names) > _MANY else ''}"


def _fault(at: At, broken: fastjsonschema.JsonSchemaValueException) -> FaultError:
    definition: dict[str, Any] = broken.definition
    wanted = broken.rule_definition
    value: Any = broken.value
    if broken.rule == "additionalProperties":
        unknown = next(key for key in value if key not in definition["properties"])
        return FaultError(
            (*at, unknown), f"{shortened(unknown)!r} is no key here; {nearest(unknown, definition['properties'])}"
        )
    if broken.rule == "required":
        missing = next(key for key in wanted if key not in value)
        hint = "; write 1" if missing == "version" else ""
        return FaultError(at, f"{missing!r} is missing{hint}")
    shown = shortened(value)
    if broken.rule == "const":
        return FaultError(at, f"it is {shown}, and can only be {json.dumps(wanted)}")
    if broken.rule == "type":
        names = " or ".join([wanted] if isinstance(wanted, str) else wanted)
        return FaultError(at, f"it is {shown}, and has to be of the type {names}")
    if broken.rule == "pattern":
        return FaultError(at, f"{shown!r} is not what can stand here ({wanted})")
    return FaultError(at, f"it is {shown}, which breaks {broken.rule} ({shortened(wanted)})")


@cache
def _validator() -> Callable[[object], object]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    schema["$defs"]["properties"]["additionalProperties"] = True
    del schema["$defs"]["value"]
    compiled: Callable[[object], object] = fastjsonschema.compile(schema, use_default=False)
    return compiled
