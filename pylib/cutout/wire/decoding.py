"""From the bytes of ``var_to_bytes`` to Python values, trusting no byte.

Every count is compared with the bytes that are left before anything is allocated, so a short message cannot ask for a
large allocation. Headers are matched whole: a flag bit this module does not know is an error, not something to skip.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final, NoReturn

from cutout.errors import BadMessage, TooLarge
from cutout.wire import variant

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer

_INT64: Final = struct.Struct("<q")
_FLOAT32: Final = struct.Struct("<f")
_FLOAT64: Final = struct.Struct("<d")

_COUNT_MASK: Final = 0x7FFF_FFFF  # bit 31 once meant a shared container; Godot still masks it
_UNHASHABLE: Final = frozenset({list, dict, memoryview, tuple})

# From this bit on, a header says how a typed container names its types: two bits for an Array's elements or a
# Dictionary's keys, the next two for a Dictionary's values.
_ELEMENT_KIND_SHIFT: Final = 16
_UNTYPED: Final = 0
_BUILTIN: Final = 1


def decode(buffer: ReadableBuffer) -> Any:
    """Read the one value that `buffer` holds.

    Parameters
    ----------
    buffer : bytes-like
        What ``var_to_bytes`` wrote, in full: bytes after the value are an error.

    Returns
    -------
    object
        As the table in `cutout.wire.variant` says. Packed arrays of numbers are read-only views into `buffer`, and
        keep it alive. A view begins at a multiple of four bytes, so one of 64-bit numbers may be unaligned: Python
        and numpy read it as it is, compiled code must ask for an aligned copy. Typed Arrays and Dictionaries of
        built-in types come out as plain ones; whether their elements fit the declared type is not checked.

    Raises
    ------
    BadMessage
        The bytes are no multiple of four, are cut short, carry more than one value, contain a type that does not
        cross the bridge, a Dictionary with a container as key or with a key twice, or text that is not UTF-8 or
        contains NUL; or containers lie deeper than `MAX_NESTING`. The message names the offset.
    TooLarge
        `buffer` is longer than `MAX_BYTES`.

    Notes
    -----
    Keys that Python holds equal (``1``, ``1.0`` and ``true``) are one key twice.
    """
    view = memoryview(buffer).toreadonly()
    size = view.nbytes
    if size > variant.MAX_BYTES:
        raise TooLarge(f"A message of {size} bytes is over the limit of {variant.MAX_BYTES}; send less at once.")
    if size == 0 or size % 4:
        raise BadMessage(f"{size} bytes are no message: one is a multiple of 4 bytes long, and not empty.")
    reader = _Reader(view.cast("B"))
    try:
        value = reader.value()
    except (IndexError, struct.error) as error:
        raise BadMessage(f"The message ends inside the value at offset {reader.offset}; send all of it.") from error
    except UnicodeDecodeError as error:
        raise BadMessage(f"The text at offset {reader.offset} is not UTF-8: {error.reason}.") from error
    if reader.offset != size:
        raise BadMessage(
            f"The value ends at offset {reader.offset}, yet {size - reader.offset} more bytes follow; send one value."
        )
    return value


class _Reader:
    """A position in the bytes of a message, counted in words of four bytes: nothing begins between two of them.

    Parameters
    ----------
    octets : memoryview
        Read-only, format ``B``, shape (4 n,).
    """

    __slots__ = ("at", "nesting", "octets", "size", "words")

    def __init__(self, octets: memoryview) -> None:
        self.octets = octets
        self.words = octets.cast("I")  # the machine's own order: Godot runs on little-endian ones only
        self.size = len(self.words)
        self.at = 0
        self.nesting = 0

    @property
    def offset(self) -> int:
        """The position in bytes."""
        return 4 * self.at

    def value(self) -> Any:
        """Read a header and the value behind it."""
        header = self.words[self.at]
        self.at += 1
        read = _READERS.get(header)
        if read is None:
            return self._rare(header)
        return read(self)

    def word(self) -> int:
        """Read a bare number: a length, a count or a type."""
        number = self.words[self.at]
        self.at += 1
        return number

    def count(self, least: int) -> int:
        """Read how many elements follow, each of them at least `least` bytes long."""
        count = self.words[self.at] & _COUNT_MASK
        self.at += 1
        if count * least > 4 * (self.size - self.at):
            self.fail(f"{count} elements are announced, but {4 * (self.size - self.at)} bytes are left", 1)
        return count

    def text(self) -> str:
        """Read a length, UTF-8 text and its padding, whose content is ignored."""
        length = self.words[self.at]
        start = self.at + 1
        end = start + (length + 3) // 4
        if end > self.size:
            self.fail(f"A text of {length} bytes is announced, but {4 * (self.size - start)} bytes are left", 0)
        text = str(self.octets[4 * start : 4 * start + length], "utf-8")
        self.at = end
        return text

    def string(self) -> str:
        """Read a String, which in Godot cannot hold NUL."""
        text = self.text()
        if "\0" in text:
            self.fail("The text before this contains NUL, which a String cannot hold", 0)
        return text

    def strings(self) -> tuple[str, ...]:
        """Read a PackedStringArray, whose strings end with a NUL that belongs to the format."""
        texts = tuple([self.text().removesuffix("\0") for _ in range(self.count(4))])
        if any("\0" in text for text in texts):
            self.fail("The texts before this contain NUL, which a String cannot hold", 0)
        return texts

    def array(self) -> list[Any]:
        """Read the elements of an Array."""
        count = self.count(4)
        self._enter()
        elements = [self.value() for _ in range(count)]
        self.nesting -= 1
        return elements

    def dictionary(self) -> dict[Any, Any]:
        """Read the pairs of a Dictionary."""
        count = self.count(8)
        self._enter()
        pairs: dict[Any, Any] = {}
        for _ in range(count):
            key = self.value()
            if type(key) in _UNHASHABLE:
                self.fail("The key before this is an Array, a Dictionary or a packed array; use a plain value", 0)
            pairs[key] = self.value()
        if len(pairs) != count:
            self.fail(f"The Dictionary before this has {count} pairs but {len(pairs)} different keys", 0)
        self.nesting -= 1
        return pairs

    def fail(self, what: str, back: int) -> NoReturn:
        """Raise the error for the place `back` words before the current one."""
        raise BadMessage(f"{what} (offset {self.offset - 4 * back}).")

    def _enter(self) -> None:
        self.nesting += 1
        if self.nesting > variant.MAX_NESTING:
            self.fail(f"More than {variant.MAX_NESTING} Arrays and Dictionaries lie within each other", 2)

    def _rare(self, header: int) -> list[Any] | dict[Any, Any]:
        number = header & 0xFFFF
        flags = header >> _ELEMENT_KIND_SHIFT
        if number == variant.ARRAY and flags < 1 << 2:
            self._skip_type(flags)
            return self.array()
        if number == variant.DICTIONARY and flags < 1 << 4:
            self._skip_type(flags)
            self._skip_type(flags >> 2)
            return self.dictionary()
        if number < len(variant.TYPE_NAMES):
            name = variant.TYPE_NAMES[number]
            self.fail(f"The type {name} (header {header:#x}) does not cross the bridge; send plain values", 1)
        return self.fail(f"{header:#x} is no header of a value", 1)

    def _skip_type(self, kind: int) -> None:
        kind &= 3
        if kind == _UNTYPED:
            return
        if kind != _BUILTIN:
            self.fail("A container typed by a class does not cross the bridge; send plain values", 1)
        number = self.word()
        if number >= len(variant.TYPE_NAMES):
            self.fail(f"{number} is no type a container can have", 1)


def _nil(_reader: _Reader) -> None:
    return None


def _bool(reader: _Reader) -> bool:
    return reader.word() != 0


def _int(reader: _Reader) -> int:
    number = reader.word()
    return number - 0x1_0000_0000 if number & 0x8000_0000 else number


def _scalar(layout: struct.Struct) -> Callable[[_Reader], Any]:
    unpack = layout.unpack_from
    words = layout.size // 4

    def read(reader: _Reader) -> Any:
        (value,) = unpack(reader.octets, 4 * reader.at)
        reader.at += words
        return value

    return read


def _fixed(fields: type[tuple[float, ...]], layout: struct.Struct) -> Callable[[_Reader], Any]:
    unpack = layout.unpack_from
    words = layout.size // 4

    def read(reader: _Reader) -> Any:
        value = tuple.__new__(fields, unpack(reader.octets, 4 * reader.at))
        reader.at += words
        return value

    return read


def _packed(code: variant.Component, columns: int) -> Callable[[_Reader], Any]:
    stride = struct.calcsize(code) * columns
    one: tuple[int, ...] = (1, columns) if columns > 1 else (1,)
    # A view cannot be cast to a shape with a zero in it, but a slice may have one.
    empty: Any = memoryview(bytes(stride)).cast(code, one)[:0]

    def read(reader: _Reader) -> Any:
        count = reader.count(stride)
        if count == 0:
            return empty
        start = 4 * reader.at
        reader.at += (count * stride + 3) // 4  # the padding is there: the message is a multiple of four
        view = reader.octets[start : start + count * stride]
        return view.cast(code, (count, columns)) if columns > 1 else view.cast(code)

    return read


_READERS: Final[dict[int, Callable[[_Reader], Any]]] = {
    variant.NIL: _nil,
    variant.BOOL: _bool,
    variant.INT: _int,
    variant.INT | variant.WIDE: _scalar(_INT64),
    variant.FLOAT: _scalar(_FLOAT32),
    variant.FLOAT | variant.WIDE: _scalar(_FLOAT64),
    variant.STRING: _Reader.string,
    variant.STRING_NAME: _Reader.string,
    variant.DICTIONARY: _Reader.dictionary,
    variant.ARRAY: _Reader.array,
    variant.PACKED_STRINGS: _Reader.strings,
    **{number: _fixed(*layout) for number, layout in variant.FIXED.items()},
    **{number: _packed(*layout) for number, layout in variant.PACKED.items()},
}
"""What reads the value behind a header, for every header but those of typed containers."""
