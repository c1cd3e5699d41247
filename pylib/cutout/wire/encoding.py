"""From Python values to the bytes that ``bytes_to_var`` reads, the same bytes that ``var_to_bytes`` would write."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, Any, Final

from cutout.errors import TooLarge
from cutout.wire import variant
from cutout.wire.encoded import Encoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer

_HEADER: Final = struct.Struct("<I").pack
_HEADER_AND_COUNT: Final = struct.Struct("<2I").pack
_INT32: Final = struct.Struct("<Ii").pack
_INT64: Final = struct.Struct("<Iq").pack
_FLOAT32: Final = struct.Struct("<If").pack
_FLOAT64: Final = struct.Struct("<Id").pack
_INT32_MIN: Final = -0x8000_0000
_INT32_MAX: Final = 0x7FFF_FFFF
_SINGLE: Final = struct.Struct("<f")
_PADDING: Final = (b"", b"\0", b"\0\0", b"\0\0\0")


def encode(value: object) -> bytes:
    """Write one value.

    Parameters
    ----------
    value : object
        As the table in `cutout.wire.variant` says, and subclasses of those types. Packed arrays are any C-contiguous
        buffer: ``bytes``, ``array.array``, numpy arrays, memoryviews; of unsigned bytes, 32- or 64-bit ints or floats
        with shape (n,), or of 32-bit floats with shape (n, 2), (n, 3) or (n, 4). A tuple of str, the empty one too,
        is a PackedStringArray; any other tuple an Array. An `Encoded` goes as it is.

    Returns
    -------
    bytes
        A multiple of four long.

    Raises
    ------
    TypeError
        Something in `value` has no place in the format; the message names its type, or its format and shape.
    ValueError
        A number does not fit its field, a text contains NUL or a lone surrogate, or containers lie deeper than
        `MAX_NESTING`.
    TooLarge
        The result is longer than `MAX_BYTES`.
    """
    if type(value) is Encoded:
        message = value.body
    else:
        writer = _Writer()
        writer.value(value)
        message = b"".join(writer.parts)
    if len(message) > variant.MAX_BYTES:
        raise TooLarge(
            f"A message of {len(message)} bytes is over the limit of {variant.MAX_BYTES}; send less at once."
        )
    return message


class _Writer:
    """The parts of a message, joined once at the end so that packed arrays are copied once."""

    __slots__ = ("nesting", "parts")

    def __init__(self) -> None:
        self.parts: list[ReadableBuffer] = []
        self.nesting = 0

    def value(self, value: object) -> None:
        """Append `value` and its header."""
        write = _WRITERS.get(type(value))
        if write is None:
            write = next((_WRITERS[base] for base in type(value).__mro__ if base in _WRITERS), _Writer.packed)
        write(self, value)

    def nil(self, _value: None) -> None:
        """Append null."""
        self.parts.append(_HEADER(variant.NIL))

    def boolean(self, value: int) -> None:
        """Append a bool, which is 0 or 1."""
        self.parts.append(_HEADER_AND_COUNT(variant.BOOL, value))

    def integer(self, value: int) -> None:
        """Append an int, in 32 bits where they suffice, as Godot does."""
        try:
            if _INT32_MIN <= value <= _INT32_MAX:
                self.parts.append(_INT32(variant.INT, value))
            else:
                self.parts.append(_INT64(variant.INT | variant.WIDE, value))
        except struct.error as error:
            raise ValueError(f"{value} does not fit an int of 64 bits.") from error

    def real(self, value: float) -> None:
        """Append a float, in 32 bits where nothing is lost, as Godot does."""
        try:
            lossless = _SINGLE.unpack(_SINGLE.pack(value))[0] == value
        except OverflowError:
            lossless = False
        self.parts.append(_FLOAT32(variant.FLOAT, value) if lossless else _FLOAT64(variant.FLOAT | variant.WIDE, value))

    def string(self, value: str) -> None:
        """Append a String."""
        encoded = _utf8(value)
        self.parts += (_HEADER_AND_COUNT(variant.STRING, len(encoded)), encoded, _PADDING[-len(encoded) & 3])

    def strings(self, value: tuple[object, ...]) -> None:
        """Append a PackedStringArray if everything in `value` is text, else an Array."""
        texts = [text for text in value if isinstance(text, str)]
        if len(texts) != len(value):
            self.array(value)
            return
        self.parts.append(_HEADER_AND_COUNT(variant.PACKED_STRINGS, len(texts)))
        for text in texts:
            encoded = _utf8(text) + b"\0"
            self.parts += (_HEADER(len(encoded)), encoded, _PADDING[-len(encoded) & 3])

    def array(self, value: list[object] | tuple[object, ...]) -> None:
        """Append an Array."""
        self._enter()
        self.parts.append(_HEADER_AND_COUNT(variant.ARRAY, len(value)))
        for element in value:
            self.value(element)
        self.nesting -= 1

    def dictionary(self, value: dict[object, object]) -> None:
        """Append a Dictionary, in the order of `value`."""
        self._enter()
        self.parts.append(_HEADER_AND_COUNT(variant.DICTIONARY, len(value)))
        for key, element in value.items():
            if isinstance(key, bytes | memoryview) or (isinstance(key, tuple) and type(key) not in _FIXED_TYPES):
                raise TypeError(f"A Dictionary's key cannot be a {type(key).__name__}; use a plain value.")
            self.value(key)
            self.value(element)
        self.nesting -= 1

    def packed(self, value: Any) -> None:
        """Append a packed array."""
        try:
            view = memoryview(value)
        except TypeError:
            raise TypeError(
                f"A {type(value).__name__} has no place in Godot's Variant format; convert it to a plain value."
            ) from None
        shape = view.shape or ()
        number = _BUFFERS.get((view.format, view.itemsize, *shape[1:])) if view.c_contiguous else None
        if number is None or not shape:
            raise TypeError(
                f"A {type(value).__name__} of format {view.format!r} and shape {shape} is no packed array; make it "
                "C-contiguous, of bytes, 32- or 64-bit ints or floats with shape (n,), or of 32-bit floats with shape "
                "(n, 2), (n, 3) or (n, 4)."
            )
        self.parts += (_HEADER_AND_COUNT(number, shape[0]), view, _PADDING[-view.nbytes & 3])

    def encoded(self, value: Encoded) -> None:
        """Append what is in this form already."""
        self._enter()
        self.parts.append(value.body)
        self.nesting -= 1

    def _enter(self) -> None:
        self.nesting += 1
        if self.nesting > variant.MAX_NESTING:
            raise ValueError(f"More than {variant.MAX_NESTING} containers lie within each other; flatten the value.")


def _utf8(text: str) -> bytes:
    if "\0" in text:
        raise ValueError(f"The text {text[:40]!r} contains NUL, which a String in Godot cannot hold.")
    return text.encode()


def _fixed(number: int, layout: struct.Struct) -> Callable[[_Writer, Any], None]:
    pack = struct.Struct("<I" + layout.format.removeprefix("<")).pack

    def write(writer: _Writer, value: tuple[float, ...]) -> None:
        try:
            writer.parts.append(pack(number, *value))
        except (struct.error, OverflowError) as error:
            raise ValueError(f"{value!r} does not fit its fields of 32 bits: {error}.") from error

    return write


_FIXED_TYPES: Final = frozenset(fields for fields, _ in variant.FIXED.values())

# C's long is as long as one of the two; numpy writes = for unaligned memory; < is the machine's own order too, since
# Godot runs on little-endian machines only.
_SPELLINGS: Final = {"i": "il", "q": "ql"}
_BUFFERS: Final = {
    (order + spelling, struct.calcsize("=" + code), *([columns] if columns > 1 else [])): number
    for number, (code, columns) in variant.PACKED.items()
    for spelling in _SPELLINGS.get(code, code)
    for order in ("", "@", "=", "<")
}
"""The number of a packed array, by the format, the item size and the columns, if there are any, of a buffer."""

_WRITERS: Final[dict[type, Callable[[_Writer, Any], None]]] = {
    type(None): _Writer.nil,
    bool: _Writer.boolean,
    int: _Writer.integer,
    float: _Writer.real,
    str: _Writer.string,
    list: _Writer.array,
    tuple: _Writer.strings,
    dict: _Writer.dictionary,
    Encoded: _Writer.encoded,
    bytes: _Writer.packed,
    bytearray: _Writer.packed,
    memoryview: _Writer.packed,
    array: _Writer.packed,
    **{fields: _fixed(number, layout) for number, (fields, layout) in variant.FIXED.items()},
}
"""What writes a value of a type; subclasses go by their base, and anything else must be a buffer."""
