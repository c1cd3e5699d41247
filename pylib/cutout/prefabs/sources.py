"""Reading a prefab and everything that it extends and contains, each file once, dependencies first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from cutout.errors import BadFile, DependencyCycle, TooLarge
from cutout.files import read_file

from .limits import MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES
from .templates import File, Source, read_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .places import At
    from .references import Places

KEPT_BYTES: Final = 1 << 20
"""Of files whose templates are kept from job to job: what many prefabs extend is parsed once."""


def digest_of(content: bytes) -> str:
    """Return what tells two contents apart, 32 hexadecimal digits: of a hash that the game knows too."""
    return sha256(content).hexdigest()[:32]


def decoded(path: str, content: bytes) -> str:
    """Return what a file says; `BadFile`, with the line, if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise BadFile(f"{path}, line {line}: it is not UTF-8 (byte {fault.start}); save it as that") from None


@dataclass(slots=True)
class _Kept:
    """Templates of files by what they were made from; a template is a pure function of that."""

    files: OrderedDict[object, File] = field(default_factory=OrderedDict)
    size: int = 0

    def find(self, key: object) -> File | None:
        found = self.files.get(key)
        if found is not None:
            self.files.move_to_end(key)
        return found

    def add(self, key: object, file: File) -> None:
        if len(file.source.text) > KEPT_BYTES // 4:
            return
        self.files[key] = file
        self.size += len(file.source.text)
        while self.size > KEPT_BYTES:
            _, oldest = self.files.popitem(last=False)
            self.size -= len(oldest.source.text)


_KEPT: Final = _Kept()


def forget() -> None:
    """Parse everything anew from here on."""
    _KEPT.files.clear()
    _KEPT.size = 0


def read_source(path: str, places: Places) -> tuple[str, bytes]:
    """Return the digest and the content of a file, by its path as the game knows it; errors as `files.read_file`."""
    content = read_file(places.absolute(path), places.roots, MAX_FILE_BYTES)
    return digest_of(content), content


def read_all(path: str, places: Places, max_depth: int, looked_at: dict[str, str]) -> dict[str, File]:
    """Read a prefab and all that it needs.

    Parameters
    ----------
    path : str
        As the game knows it.
    places : Places
    max_depth : int
        How many files may need each other in a row.
    looked_at : dict of str to str
        Takes the digest of every file by its path as it is read, empty if it cannot be: how far this came if it fails.

    Returns
    -------
    dict of str to File
        By path, every file after those it needs; the last is the one at `path`.

    Raises
    ------
    BadPath, FileMissing, BadFile
        What is wrong with one of the files; the message says which needs it, and in which line.
    DependencyCycle
        Files need each other; the message names them in turn.
    TooLarge
        Over a limit of `limits`.
    """
    reading = _Reading(places, looked_at)
    done: dict[str, File] = {}
    heights: dict[str, int] = {}
    open_files: dict[str, tuple[File, Iterator[str]]] = {}

    def enter(path: str) -> None:
        file = reading.read(path)
        open_files[path] = (file, iter(file.uses))

    enter(path)
    while open_files:
        current, (file, needs) = next(reversed(open_files.items()))
        need = next((each for each in needs if each not in done), None)
        if need is None:
            heights[current] = 1 + max((heights[each] for each in file.uses), default=0)
            _check_depth(file, heights[current], max_depth)
            done[current] = file
            del open_files[current]
        elif need in open_files:
            names = list(open_files)
            raise DependencyCycle(
                f"prefabs need each other: {' → '.join([*names[names.index(need) :], need])}; "
                f"take one of these out ({_where(file, file.uses[need])})"
            )
        elif len(open_files) >= max_depth:
            _check_depth(reading.first, max_depth + 1, max_depth)
        else:
            reading.asked_by = (file, file.uses[need])
            enter(need)
    return done


def _check_depth(file: File, height: int, max_depth: int) -> None:
    if height > max_depth:
        raise TooLarge(f"{file.source.path} needs prefabs that need others, more than {max_depth} in a row; flatten it")


def _where(file: File, at: At) -> str:
    return f"{file.source.path}, line {file.source.parser.line_of(file.source.text, at)}"


@dataclass(slots=True)
class _Reading:
    places: Places
    looked_at: dict[str, str]
    count: int = 0
    size: int = 0
    asked_by: tuple[File, At] | None = None
    first: File = field(init=False)

    def read(self, path: str) -> File:
        self.count += 1
        if self.count > MAX_FILES:
            raise TooLarge(f"a prefab is made from more than {MAX_FILES} files; {path} is one too many")
        self.looked_at[path] = ""
        try:
            digest, content = read_source(path, self.places)
        except Exception as fault:
            self._tell(fault)
            raise
        self.looked_at[path] = digest
        self.size += len(content)
        if self.size > MAX_TOTAL_BYTES:
            raise TooLarge(f"the files of a prefab have more than {MAX_TOTAL_BYTES} bytes; {path} is one too many")
        key = (path, digest, self.places.allowed, self.places.roots, *self.places.schemes.items())
        file = _KEPT.find(key)
        if file is None:
            file = read_template(Source(path, digest, decoded(path, content)), self.places)
            _KEPT.add(key, file)
        if self.asked_by is None:
            self.first = file
        return file

    def _tell(self, fault: Exception) -> None:
        """Add to an error who needs the file."""
        message = getattr(fault, "message", None)
        if self.asked_by is not None and message is not None:
            fault.message = f"{message} (needed by {_where(*self.asked_by)})"  # type: ignore[attr-defined]  # just seen
