"""The files that kinds of job may read: plain ones, within the folders that a request names, of a bounded size.

A path is checked once links are followed, so that neither ``..`` nor a link leads out of a root; then the file is
opened without following another link, and what was opened is compared with what was checked.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from .errors import BadPath, FileMissing, TooLarge

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_PATH: Final = 4096
_DOTS: Final = frozenset({"", ".", ".."})
# A pipe must not make the worker wait, and only a plain file is read. Systems without a flag have no such files.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def resolve(path: str, roots: Sequence[str]) -> Path:
    """Return where a path leads once links are followed.

    Parameters
    ----------
    path : str
        An absolute path.
    roots : sequence of str
        Absolute folders; the path has to lead into one of them.

    Raises
    ------
    BadPath
        It is not absolute, too long, or leads elsewhere.
    """
    return Path(_followed(path, roots)[0])


def open_file(path: str, roots: Sequence[str], max_bytes: int) -> BinaryIO:
    """Open a plain file for reading.

    Parameters
    ----------
    path, roots
        As for `resolve`.
    max_bytes : int
        The largest file that is opened.

    Returns
    -------
    file object
        Unbuffered; the caller closes it.

    Raises
    ------
    BadPath
        The path leads out of the roots, or to something that is no plain file.
    FileMissing
        There is nothing at the path, or it may not be read.
    TooLarge
        The file is larger than `max_bytes`.
    """
    handle, _ = _open(path, roots, max_bytes)
    try:
        return os.fdopen(handle, "rb", buffering=0)
    except BaseException:
        os.close(handle)
        raise


def read_file(path: str, roots: Sequence[str], max_bytes: int) -> bytes:
    """Return what a plain file holds; parameters and errors as for `open_file`."""
    handle, size = _open(path, roots, max_bytes)
    try:
        # One byte more than there should be: if it does not come, this was all. A file of the kernel says that it is
        # empty, and one that grows has more than it says.
        content = os.read(handle, size + 1)
        if size and len(content) == size:
            return content
        while len(content) <= max_bytes:
            rest = os.read(handle, max_bytes + 1 - len(content))
            if not rest:
                return content
            content += rest
    finally:
        os.close(handle)
    raise TooLarge(f"{_shown(path)} grew over {max_bytes} bytes while it was read")


def _open(path: str, roots: Sequence[str], max_bytes: int) -> tuple[int, int]:
    """Open a plain file; return its handle, which the caller closes, and its size."""
    target, checked = _followed(path, roots)
    try:
        handle = os.open(target, _FLAGS)
    except FileNotFoundError as fault:
        raise FileMissing(f"there is no file {_shown(path)}: check its name, also for upper and lower case") from fault
    except OSError as fault:
        raise FileMissing(f"{_shown(path)} cannot be read: {fault.strerror}") from fault
    try:
        return handle, _checked_size(handle, target, checked, path, max_bytes)
    except BaseException:
        os.close(handle)
        raise


def _checked_size(handle: int, target: str, checked: os.stat_result | None, path: str, max_bytes: int) -> int:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        raise BadPath(f"{_shown(path)} is no plain file, but {_nature(found.st_mode)}")
    if not os.path.samestat(found, checked or os.stat(target)):  # noqa: PTH116 - it is a str here
        raise BadPath(f"{_shown(path)} was replaced while it was opened: try again")
    if found.st_size > max_bytes:
        raise TooLarge(f"{_shown(path)} has {found.st_size} bytes; at most {max_bytes} are read")
    return found.st_size


def _followed(path: str, roots: Sequence[str]) -> tuple[str, os.stat_result | None]:
    """Return where a path leads, as `resolve`, and what is there if that is known."""
    if not path or "\0" in path or len(path) > _MAX_PATH:
        raise BadPath(f"{_shown(path)} is no path: pass an absolute one of at most {_MAX_PATH} characters")
    # A root that a path without links begins with has no links either, so there is nothing to follow.
    if path[0] == "/" and any(root and path.startswith(f"{root}/") for root in roots):
        status = _status_without_links(path)
        if status is not None:
            return path, status
    if not Path(path).is_absolute():
        raise BadPath(f"{_shown(path)} is not absolute: pass the full path of a file in {_listed(roots)}")
    try:
        target = Path(path).resolve()
        homes = [Path(root).resolve() for root in roots if Path(root).is_absolute()]
    except (OSError, RuntimeError) as fault:
        raise BadPath(f"{_shown(path)} cannot be followed: {fault}") from fault
    if not any(target.is_relative_to(home) for home in homes):
        raise BadPath(
            f"{_shown(path)} is not in {_listed(roots)}: move it there, or add its folder to cutout/files/roots"
        )
    return str(target), None


def _status_without_links(path: str) -> os.stat_result | None:
    """Return what is at a path; None if that is not known without following it, or nothing is there."""
    if os.sep != "/":  # Elsewhere links are of many kinds.
        return None
    end = 0
    status = None
    try:
        for part in path.split("/")[1:]:
            if part in _DOTS:
                return None
            end += 1 + len(part)
            status = os.lstat(path[:end])
            if stat.S_ISLNK(status.st_mode):
                return None
    except OSError:
        return None
    return status


def _nature(mode: int) -> str:
    for is_one, name in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if is_one(mode):
            return name
    return "something else"


def _shown(path: str) -> str:
    return repr(path if len(path) <= _MAX_PATH else f"{path[:80]}…")


def _listed(roots: Sequence[str]) -> str:
    return " or ".join(map(_shown, roots)) or "any folder that may be read (none is named)"
