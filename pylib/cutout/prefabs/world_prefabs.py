"""The prefabs that a world places: what it calls them, where they are, and their numbers."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, Final

from cutout.errors import BadPath
from cutout.files import resolve

from .places import FaultError, shortened
from .references import Context
from .schema import nearest
from .typed_values import text_of
from .world_limits import MAX_WORLD_PREFABS
from .world_values import TypedFaultError, read_name

if TYPE_CHECKING:
    from .references import Places

PREFABS: Final = frozenset([".json", ".ron"])
SCENES: Final = frozenset([".tscn", ".scn"])


class PlacedPrefabs:
    """What one world file says of prefabs.

    Parameters
    ----------
    file : str
        Its path, as the game knows it.
    places : Places
    """

    def __init__(self, file: str, places: Places) -> None:
        folder = file.rpartition("/")[0]
        # The folder of res://a.json is res://, which must keep its slashes.
        self._context = Context(places, f"{folder}/" if folder.endswith(":/") else folder)
        self._names: dict[str, str] = {}
        self._followed: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        """Those that stand somewhere, as the game knows them, in the order of their numbers."""
        return tuple(self._numbers)

    def name_all(self, written: Any) -> None:
        """Take the table of short names, and follow each of its paths.

        Raises
        ------
        FaultError
            It is no such table, or a path leads where it may not; the place is counted from the table.
        """
        if type(written) is not dict:
            raise FaultError((), f"it is {shortened(written)}, and has to be an object of names and paths")
        if len(written) > MAX_WORLD_PREFABS:
            raise FaultError((), f"it has {len(written)} prefabs, and {MAX_WORLD_PREFABS} are the most")
        for name, path in written.items():
            try:
                self._names[read_name(name)] = self._follow(text_of(path))
            except FaultError as fault:
                raise fault.within(name) from None

    def path_of(self, reference: str) -> str:
        """Return where a prefab is, as the game knows it, by its short name or a path.

        Raises
        ------
        FaultError
            There is no such name, or the path leads where it may not.
        """
        path = self._names.get(reference) or self._followed.get(reference)
        if path is not None:
            return path
        if "." not in reference and "/" not in reference:
            raise FaultError((), f"{shortened(reference)!r} is no name in prefabs; {nearest(reference, self._names)}")
        path = self._followed[reference] = self._follow(reference)
        return path

    def number_of(self, path: str) -> int:
        """Return the number of a prefab that stands somewhere.

        Raises
        ------
        FaultError
            It is one too many.
        """
        number = self._numbers.setdefault(path, len(self._numbers))
        if number >= MAX_WORLD_PREFABS:
            raise FaultError((), f"it is one prefab too many, {MAX_WORLD_PREFABS} are the most")
        return number

    def _follow(self, path: str) -> str:
        ending = posixpath.splitext(path)[1].lower()
        if ending not in PREFABS | SCENES:
            known = ", ".join(sorted(PREFABS | SCENES))
            raise FaultError((), f"{shortened(path)!r} is no prefab or scene; there is {known}")
        places = self._context.places
        try:
            shown = self._context.script(path) if ending in SCENES else self._context.prefab(path)
            # Nobody reads the file yet, but links are followed, so that what cannot be read later fails here.
            resolve(places.absolute(shown), places.roots)
        except BadPath as fault:
            raise TypedFaultError((), fault.message, BadPath) from None
        return shown
