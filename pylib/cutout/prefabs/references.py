"""What paths in a file mean, and which of them it may name.

A path is written as the game knows it: ``res://lamp.json`` where a scheme's folder holds it, else absolute. Whatever
may bring code with it - scripts, scenes, resources of Godot's own formats, anything that an import file could turn
into one - has to match a pattern of the request's ``allow_scripts``.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from cutout.errors import BadPath
from cutout.files import resolve

from .places import FaultError, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PATH: Final = 1024

CODELESS: Final = frozenset(
    [
        *(".png", ".jpg", ".jpeg", ".webp", ".svg", ".bmp", ".tga", ".exr", ".hdr", ".ktx", ".dds"),
        *(".wav", ".ogg", ".mp3", ".ttf", ".otf", ".woff", ".woff2", ".obj", ".gdshader"),
    ]
)
"""Endings of what holds no script, if it comes from ``res://``, where nobody but the game's author puts files."""

MESHES: Final = frozenset([".stl", ".obj", ".ply", ".off", ".glb"])
COMPRESSED: Final = frozenset([".gz", ".zst"])

_FIRST: Final = "res://"
_SCHEME: Final = re.compile(r"[a-z][a-z0-9]*://")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that a request names.

    Parameters
    ----------
    roots : tuple of str
        Absolute folders that may be read.
    schemes : mapping of str to str
        By a scheme such as ``res://`` its absolute folder, without a slash at the end.
    allowed : tuple of str
        Patterns of what may bring code: ``*`` is anything but a slash, ``**`` anything.
    """

    roots: tuple[str, ...]
    schemes: Mapping[str, str]
    allowed: tuple[str, ...]

    def shown(self, absolute: str) -> str:
        """Return an absolute path, as the game knows it."""
        path = posixpath.normpath(absolute.replace("\\", "/"))
        for scheme, folder in self.schemes.items():
            if path.startswith(f"{folder}/"):
                return scheme + path[len(folder) + 1 :]
        return path

    def absolute(self, shown: str) -> str:
        """Return where a path as the game knows it is on disk."""
        found = _SCHEME.match(shown)
        return f"{self.schemes[found[0]]}/{shown[found.end() :]}" if found else shown

    def follow(self, path: str, folder: str) -> str:
        """Return where `path` leads from `folder`, as the game knows both.

        Raises
        ------
        BadPath
            It leads out of its scheme or has characters that paths of Godot have other uses for; it is absolute, or
            of a scheme that the request does not name.
        """
        found = _SCHEME.match(path)
        scheme = found[0] if found else ""
        rest = path[len(scheme) :]
        if not rest or len(path) > MAX_PATH or any(char in rest for char in ':\\\0"*?<>|') or rest.startswith("/"):
            raise BadPath(
                f"{shortened(path)!r} is no path of a prefab; write one from this file's folder or from "
                f"{' or '.join(self.schemes) or 'no scheme, as the request names none'}, with /"
            )
        if scheme and scheme not in self.schemes:
            raise BadPath(
                f"{shortened(path)!r} has a scheme that stands for no folder; there is {_listed(self.schemes)}"
            )
        if not scheme:
            found = _SCHEME.match(folder)
            scheme = found[0] if found else ""
            rest = f"{folder[len(scheme) :]}/{rest}" if folder != scheme else rest
        normal = posixpath.normpath(rest)
        if scheme and (normal in {"..", "."} or normal.startswith(("../", "/"))):
            raise BadPath(f"{shortened(path)!r} leads out of {scheme}; move the file there")
        return scheme + normal

    def is_allowed(self, shown: str) -> bool:
        """Whether a path matches a pattern of what may bring code."""
        return any(_pattern(each).fullmatch(shown) for each in self.allowed)


@dataclass(frozen=True, slots=True)
class Context:
    """One file, as its values see it.

    Parameters
    ----------
    places : Places
    folder : str
        Of the file, as the game knows it.
    """

    places: Places
    folder: str

    def asset(self, path: str) -> str:
        """Return the path of a file that the game may load."""
        shown = self._within(path)
        if not (shown.startswith(_FIRST) and posixpath.splitext(shown)[1].lower() in CODELESS):
            self._need_permission(shown, "may bring code with it")
        return shown

    def mesh(self, path: str) -> str:
        """Return the path of a file that the kind ``mesh_load`` reads."""
        shown = self._within(path)
        base, ending = posixpath.splitext(shown)
        if ending.lower() in COMPRESSED:
            ending = posixpath.splitext(base)[1]
        if ending.lower() not in MESHES:
            raise FaultError((), f"{shortened(path)!r} is no file of a mesh; there is {_listed(sorted(MESHES))}")
        return shown

    def script(self, path: str) -> str:
        """Return the path of a script or scene that `Places.allowed` lets in."""
        shown = self._within(path)
        self._need_permission(shown, "is a script or a scene")
        return shown

    def prefab(self, path: str) -> str:
        """Return the path of another prefab."""
        return self.places.follow(path, self.folder)

    def _within(self, path: str) -> str:
        shown = self.places.follow(path, self.folder)
        if not _SCHEME.match(shown):
            resolve(shown, self.places.roots)
        return shown

    def _need_permission(self, shown: str, why: str) -> None:
        if not self.places.is_allowed(shown):
            raise FaultError((), f"{shortened(shown, 200)!r} {why}, and no pattern of allow_scripts lets it in")


def _listed(names: Mapping[str, str] | list[str]) -> str:
    return ", ".join(names) or "none"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*|\*)", text)
    return re.compile("".join({"**": ".*", "*": "[^/]*"}.get(part) or re.escape(part) for part in parts), re.DOTALL)
