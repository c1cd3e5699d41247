"""Taking the fields of a decoded message, each checked; what every message of `cutout.wire.messages` is read with."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from cutout.errors import BadMessage
from cutout.wire.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import ReadableBuffer

_Field = TypeVar("_Field")

MAX_JOBS: Final = 1024
"""How many jobs one `Run` or `Reply` may carry."""


def open_message(buffer: ReadableBuffer) -> tuple[str, dict[Any, Any]]:
    """Decode a message; return its ``op`` and all its fields."""
    fields = decode(buffer)
    if type(fields) is not dict:
        raise BadMessage(f"A message is a Dictionary, but this is of type {type(fields).__name__}.")
    return field("message", fields, "op", str), fields


def field(op: str, fields: dict[Any, Any], name: str, wanted: type[_Field]) -> _Field:
    """Take a field of a type."""
    value = fields.get(name)
    if type(value) is not wanted:
        found = f"of type {type(value).__name__}" if name in fields else "missing"
        raise BadMessage(f"{op}: '{name}' is {found}; it must be of type {wanted.__name__}.")
    return value


def flag(op: str, fields: dict[Any, Any], name: str) -> bool:
    """Take a bool that is false where it is left out."""
    return name in fields and field(op, fields, name, bool)


def numbers(op: str, fields: dict[Any, Any], name: str, code: str) -> memoryview:
    """Take a packed array whose elements have the format `code`."""
    view = field(op, fields, name, memoryview)
    if view.format != code or view.ndim != 1:
        raise BadMessage(
            f"{op}: '{name}' has the format {view.format!r}, {view.ndim}-dimensional; it must be {code!r}."
        )
    return view


def chunk(op: str, fields: dict[Any, Any]) -> tuple[memoryview, memoryview, memoryview]:
    """Take the fields that every message about jobs has, and check that they fit together."""
    ids = numbers(op, fields, "ids", "q")
    ends = numbers(op, fields, "ends", "i")
    body = numbers(op, fields, "body", "B")
    if not 1 <= len(ids) <= MAX_JOBS:
        raise BadMessage(f"{op}: 'ids' has {len(ids)} jobs; send 1 to {MAX_JOBS}.")
    if len(set(ids)) != len(ids):
        raise BadMessage(f"{op}: 'ids' has a job twice; send each once.")
    if len(ends) != len(ids):
        raise BadMessage(f"{op}: {len(ids)} 'ids' come with {len(ends)} 'ends'.")
    in_order = ends.tolist()
    if in_order[0] < 0 or in_order != sorted(in_order):
        raise BadMessage(f"{op}: 'ends' decreases; each is the end of a slice of 'body', in order.")
    if ends[-1] != len(body):
        raise BadMessage(f"{op}: the last of 'ends' is {ends[-1]}, but 'body' has {len(body)} bytes.")
    return ids, ends, body


def slice_of(body: bytes | memoryview, ends: Sequence[int], index: int) -> memoryview:
    """View one job's part of `body`."""
    if not 0 <= index < len(ends):
        raise IndexError(f"There is no job {index} among {len(ends)}.")
    return memoryview(body)[ends[index - 1] if index else 0 : ends[index]]


def packed(code: Literal["q", "i", "f"], elements: Sequence[float]) -> array[Any] | memoryview:
    """Make a packed array of numbers that are not one already."""
    if isinstance(elements, memoryview) and elements.format == code:
        return elements
    return array(code, elements)
