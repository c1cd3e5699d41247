"""One file of a prefab, read and checked, before it is put together with others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from cutout.errors import BadFile, BadPath

from . import json_text
from .limits import MAX_LEVELS, MAX_NODES, MAX_RESOURCES
from .places import At, FaultError, MisreadError, shortened, shown_at
from .references import Context, Places
from .schema import check
from .typed_values import text_of
from .values import Value, read_value

if TYPE_CHECKING:
    from types import ModuleType

RON_ENDING: Final = ".ron"

_PROPERTY: Final = re.compile(r"[^\W\d][\w/. -]{0,127}")
_RESERVED: Final = {
    "script": "write it as the node's script",
    "name": "write it as the node's name",
    "owner": "who owns a node is up to the game",
    "scene_file_path": "write scene or prefab instead",
    "source_code": "code comes from scripts that allow_scripts lets in",
    "resource_path": "the engine would give it out for the file at that path",
    "bbcode_enabled": "a text with tags can load whatever it names, and with that its code",
    "advance_expression": "an expression calls what it likes",
    "uri": "a click would open whatever it names, programs too",
}
_CODE_TYPES: Final = re.compile(
    r".*Script|ScriptExtension|VisualScript\w*|PackedScene|SceneState|Animation|AnimationLibrary|Expression"
    r"|GDExtension\w*|GDScript\w*|CSharpScript|MissingNode|MissingResource|InstancePlaceholder|MultiplayerSpawner"
    r"|MultiplayerSynchronizer|ResourcePreloader|HTTPRequest|Editor\w*"
    # Their code may include any file, which the engine loads as a resource.
    r"|Shader|ShaderInclude|VisualShader\w*"
)


@dataclass(slots=True)
class Source:
    """A file's content.

    Parameters
    ----------
    path : str
        As the game knows it.
    digest : str
        Of its bytes.
    text : str
    """

    path: str
    digest: str
    text: str

    @property
    def parser(self) -> ModuleType:
        """What reads its text."""
        if not self.path.lower().endswith(RON_ENDING):
            return json_text
        from . import ron_text  # noqa: PLC0415 - who has no RON does not wait for its parser

        return ron_text

    def broken(self, at: At, message: str) -> BadFile:
        """Return the error that names the line and the place."""
        line = self.parser.line_of(self.text, at)
        return BadFile(f"{self.path}, line {line}: {message} (at {shown_at(at)})")


@dataclass(slots=True)
class Component:
    """A resource, or what a layer changes of it.

    Parameters
    ----------
    source, at
        Where it was written.
    type : str
        A class; empty if it is inherited.
    shared : bool or None
        None if it is inherited.
    properties : dict
    """

    source: Source
    at: At
    type: str
    shared: bool | None
    properties: dict[str, Value]


@dataclass(slots=True)
class Template:
    """A node as a file describes it.

    Parameters
    ----------
    source, at
        Where it was written.
    name : str
        Empty if the file leaves it open.
    type : str
        A class, or the path of a scene; empty for none.
    prefab : str
        The path of what it is made from, which the root extends; empty for none.
    remove : bool
    script : str or None
        Empty to take an inherited one away, None to leave it.
    properties : dict
    groups : tuple of str
    components : dict
    children : list of Template
    """

    source: Source
    at: At
    name: str
    type: str
    prefab: str
    remove: bool
    script: str | None
    properties: dict[str, Value]
    groups: tuple[str, ...]
    components: dict[str, Component]
    children: list[Template]


@dataclass(slots=True)
class File:
    """A file that is read and checked.

    Parameters
    ----------
    source : Source
    root : Template
    uses : dict of str to At
        The prefabs that it extends or contains, and where.
    """

    source: Source
    root: Template
    uses: dict[str, At]


def read_template(source: Source, places: Places) -> File:
    """Parse and check one file.

    Raises
    ------
    BadFile
        It is no prefab; the message names the line.
    BadPath
        It names a path that leads out of where it may.
    """
    try:
        document: Any = source.parser.parse(source.text)
    except MisreadError as fault:
        raise BadFile(f"{source.path}, line {fault.line}: {fault.message}") from None
    reader = _Reader(source, places)
    try:
        check(document)
        return reader.file(document)
    except FaultError as fault:
        raise source.broken(fault.at, fault.message) from None
    except BadPath as fault:
        raise BadPath(f"{source.path}: {fault.message}") from None


@lru_cache(maxsize=4096)
def check_property(name: str) -> None:
    """Raise unless a file may set the property of this name."""
    if not _PROPERTY.fullmatch(name):
        raise FaultError((), f"{shortened(name)!r} is no name of a property")
    if name in _RESERVED:
        raise FaultError((), f"{name!r} cannot be set here; {_RESERVED[name]}")
    if name.startswith("_"):
        raise FaultError((), f"{name!r} cannot be set here; names that begin with _ are the engine's own")


@lru_cache(maxsize=1024)
def holds_code(name: str) -> bool:
    """Whether a class can bring code or scenes with it."""
    return _CODE_TYPES.fullmatch(name) is not None


class _Reader:
    def __init__(self, source: Source, places: Places) -> None:
        folder = source.path.rpartition("/")[0]
        # The folder of res://a.json is res://, which must keep its slashes.
        self.context = Context(places, f"{folder}/" if folder.endswith(":/") else folder)
        self.source = source
        self.uses: dict[str, At] = {}
        self.nodes = 0

    def file(self, document: dict[str, Any]) -> File:
        root = self.node(document, (), 0)
        if not (root.type or root.prefab):
            raise FaultError((), "the prefab is no node; add type, scene or extends")
        return File(self.source, root, self.uses)

    def node(self, written: dict[str, Any], at: At, level: int) -> Template:
        if level >= MAX_LEVELS:
            raise FaultError(at, f"nodes lie more than {MAX_LEVELS} deep; make several prefabs of it")
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise FaultError(at, f"it has more than {MAX_NODES} nodes; make several prefabs of it")
        kinds = [key for key in ("type", "scene", "prefab") if key in written]
        if len(kinds) > 1:
            raise FaultError((*at, kinds[1]), f"a node is of one kind, and this has {' and '.join(kinds)}; keep one")
        remove = "remove" in written
        if remove and written.keys() != {"name", "remove"}:
            raise FaultError((*at, "remove"), "what is removed has a name, and nothing else")
        return Template(
            self.source,
            at,
            self.text(written, "name", at) if "name" in written else "",
            self.type(written, at),
            self.prefab(written, at),
            remove,
            self.script(written, at) if "script" in written else None,
            self.properties(written["properties"], at) if "properties" in written else {},
            self.groups(written["groups"], at) if "groups" in written else (),
            self.components(written, at) if "components" in written else {},
            [self.node(each, (*at, "children", place), level + 1) for place, each in enumerate(written["children"])]
            if "children" in written
            else [],
        )

    def text(self, written: dict[str, Any], key: str, at: At) -> str:
        try:
            return text_of(written[key])
        except FaultError as fault:
            raise fault.within(*at, key) from None

    def type(self, written: dict[str, Any], at: At) -> str:
        if "scene" in written:
            return self.allowed(written, "scene", at)
        name: str = written.get("type", "")
        if name and holds_code(name):
            raise FaultError((*at, "type"), f"a {name} can bring code or scenes with it, and no prefab may make one")
        return name

    def prefab(self, written: dict[str, Any], at: At) -> str:
        key = "prefab" if "prefab" in written else "extends"
        if key not in written:
            return ""
        path = self.context.prefab(self.text(written, key, at))
        self.uses.setdefault(path, (*at, key))
        return path

    def script(self, written: dict[str, Any], at: At) -> str:
        return "" if written["script"] is None else self.allowed(written, "script", at)

    def allowed(self, written: dict[str, Any], key: str, at: At) -> str:
        path = self.text(written, key, at)
        try:
            return self.context.script(path)
        except FaultError as fault:
            raise fault.within(*at, key) from None

    def groups(self, written: list[Any], at: At) -> tuple[str, ...]:
        try:
            return tuple([text_of(each) for each in written])
        except FaultError as fault:
            raise fault.within(*at, "groups") from None

    def properties(self, written: dict[str, Any], at: At) -> dict[str, Value]:
        properties: dict[str, Value] = {}
        context = self.context
        name = ""
        try:
            for name, value in written.items():
                check_property(name)
                properties[name] = read_value(value, context)
        except FaultError as fault:
            raise fault.within(*at, "properties", name) from None
        return properties

    def components(self, written: dict[str, Any], at: At) -> dict[str, Component]:
        if at and "prefab" not in written and not ("name" in written and self.may_change(written)):
            raise FaultError((*at, "components"), "components belong to the outermost node, or to a prefab put here")
        if len(written["components"]) > MAX_RESOURCES:
            raise FaultError(
                (*at, "components"), f"it has more than {MAX_RESOURCES} components; make several prefabs of it"
            )
        components: dict[str, Component] = {}
        for place, each in enumerate(written["components"]):
            here = (*at, "components", place)
            name = self.text(each, "id", here)
            if name in components:
                raise FaultError((*here, "id"), f"the id {shortened(name)!r} is there twice; give one another")
            components[name] = Component(
                self.source,
                here,
                self.type(each, here),
                each.get("shared"),
                self.properties(each.get("properties", {}), here),
            )
        return components

    def may_change(self, written: dict[str, Any]) -> bool:
        return "type" not in written and "scene" not in written
