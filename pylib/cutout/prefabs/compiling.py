"""From a tree of nodes to the flat form that docs/architecture.md lays down for the kind ``prefab``."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from cutout.errors import DependencyCycle, TooLarge
from cutout.wire import encode

from .limits import MAX_RESOURCE_DEPTH, MAX_RESOURCES, MAX_RESULT_BYTES
from .places import shortened
from .schema import nearest
from .values import Link, Parts, Value, written_dictionary, written_list, written_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .inheritance import Node
    from .templates import Component, Template

FORM_VERSION: Final = 1
_VERSION: Final = encode(FORM_VERSION)
_COUNT: Final = struct.Struct("<I").pack
_NO_TEXTS: Final = encode(())
_NO_PROPERTIES: Final = encode({})
_TYPE, _KEY, _PROPERTIES = (encode(name) for name in ("type", "key", "properties"))
_SHARED, _NOT_SHARED = (encode("shared") + encode(value) for value in (True, False))
_NO_KEY: Final = encode("")
_HASH: Final = encode("0" * 32)[:-32]


@dataclass(slots=True)
class _Scope:
    """The components that values of an instance see, and what became of them."""

    components: Mapping[str, Component]
    outer: _Scope | None
    made: dict[str, int] = field(default_factory=dict)
    on_the_way: list[str] = field(default_factory=list)

    def find(self, name: str) -> _Scope | None:
        scope: _Scope | None = self
        while scope is not None and name not in scope.components:
            scope = scope.outer
        return scope

    def known(self) -> set[str]:
        return set(self.components) | (self.outer.known() if self.outer else set())


class _Compiler:
    def __init__(self) -> None:
        self.resources: list[bytes] = []
        self.keys: list[str] = []
        self.shared: dict[str, int] = {}
        self.assets: dict[str, None] = {}
        self.meshes: dict[str, None] = {}
        self.size = 0
        self.depth = 0

    def written(self, properties: Mapping[str, Value], scope: _Scope, owner: Template | Component) -> bytes:
        """Write properties as they cross the bridge, once what they refer to is made."""
        if not properties and self.size < MAX_RESULT_BYTES:
            return _NO_PROPERTIES
        parts: list[bytes] = []
        for name, value in properties.items():
            parts.append(written_text(name))
            if type(value) is bytes:
                parts.append(value)
            elif type(value) is Link:
                parts.append(self.linked(value, scope, owner))
            elif type(value) is Parts:
                parts += [self.linked(part, scope, owner) if type(part) is Link else part for part in value.parts]  # type: ignore[misc]
        body = written_dictionary(len(properties), parts)
        self.grow(len(body), owner)
        return body

    def grow(self, size: int, owner: Template | Component) -> None:
        self.size += size
        if self.size > MAX_RESULT_BYTES:
            raise TooLarge(
                f"{owner.source.path} compiles to more than {MAX_RESULT_BYTES} bytes with what it contains; "
                "make several prefabs of it"
            )

    def linked(self, link: Link, scope: _Scope, owner: Template | Component) -> bytes:
        """Write what a link stands for."""
        if link.key == "@resource":
            return written_link(link.key, self.resource(link.target, scope, owner))
        (self.meshes if link.key == "@mesh" else self.assets)[link.target] = None
        return written_link(link.key, link.target)

    def resource(self, name: str, scope: _Scope, owner: Template | Component) -> int:
        """Return the number of a resource, which is made if this is the first time that it is needed."""
        home = scope.find(name)
        if home is None:
            raise owner.source.broken(
                owner.at, f"no component has the id {shortened(name)!r}; {nearest(name, scope.known())}"
            )
        number = home.made.get(name)
        if number is not None:
            return number
        component = home.components[name]
        if name in home.on_the_way:
            ring = " → ".join([*home.on_the_way[home.on_the_way.index(name) :], name])
            raise DependencyCycle(f"{component.source.path}: components need each other: {ring}; take one out")
        if self.depth >= MAX_RESOURCE_DEPTH:
            raise component.source.broken(
                component.at, f"components refer to each other over {MAX_RESOURCE_DEPTH} deep"
            )
        home.on_the_way.append(name)
        self.depth += 1
        # Its values see what its own instance sees, whoever refers to it.
        number = self.add(component, self.written(component.properties, home, component), home)
        self.depth -= 1
        home.on_the_way.pop()
        home.made[name] = number
        return number

    def add(self, component: Component, properties: bytes, scope: _Scope) -> int:
        key = ""
        if component.shared:
            key = self.key(component, properties, scope)
            if key in self.shared:
                return self.shared[key]
            self.shared[key] = len(self.resources)
        if len(self.resources) >= MAX_RESOURCES:
            raise TooLarge(f"{component.source.path} needs over {MAX_RESOURCES} resources; share more of them")
        parts = [
            *(_TYPE, written_text(component.type)),
            *((_SHARED, _KEY, _HASH, key.encode()) if component.shared else (_NOT_SHARED, _KEY, _NO_KEY)),
            *(_PROPERTIES, properties),
        ]
        self.resources.append(written_dictionary(4, parts))
        self.keys.append(key)
        return len(self.resources) - 1

    def key(self, component: Component, properties: bytes, scope: _Scope) -> str:
        """Return the address of what a shared resource holds: the same in all prefabs that hold the same."""
        hashed = blake2b(written_text(component.type), digest_size=16)
        # Numbers of resources are of one prefab, so the keys of those it refers to come instead.
        links = [
            part
            for value in component.properties.values()
            if type(value) is not bytes
            for part in (value.parts if type(value) is Parts else (value,))
            if type(part) is Link and part.key == "@resource"
        ]
        if not links:
            hashed.update(properties)
            return hashed.hexdigest()
        for link in links:
            home = scope.find(link.target)
            inner = self.keys[home.made[link.target]] if home else ""
            if not inner:
                raise component.source.broken(
                    component.at,
                    f"it is shared, but refers to {shortened(link.target)!r}, which is not; share that one too",
                )
            hashed.update(inner.encode())
        for name, value in component.properties.items():
            hashed.update(written_text(name))
            for part in value.parts if type(value) is Parts else (value,):
                if type(part) is bytes:
                    hashed.update(part)
                elif type(part) is Link:
                    hashed.update(
                        written_text(part.key) if part.key == "@resource" else written_link(part.key, part.target)
                    )
        return hashed.hexdigest()


@lru_cache(maxsize=4096)
def written_link(key: str, target: int | str) -> bytes:
    """Return the Dictionary that stands for a link."""
    return encode({key: target})


def compile_tree(tree: Node, sources: Mapping[str, str]) -> bytes:
    """Return the compiled form of a tree, as it crosses the bridge.

    Parameters
    ----------
    tree : Node
    sources : mapping of str to str
        By path of a file that it was made from, its digest.

    Raises
    ------
    BadFile
        A value refers to a component that is not there, or a shared one to one that is not.
    DependencyCycle
        Components need each other; the message names them in turn.
    TooLarge
        Over a limit of `limits`.
    """
    compiler = _Compiler()
    names: list[str] = []
    types: list[str] = []
    parents = array("i")
    properties: list[bytes] = []
    scripts: list[str] = []
    groups: list[bytes] = []
    waiting: list[tuple[Node, int, _Scope | None]] = [(tree, -1, None)]
    while waiting:
        node, parent, scope = waiting.pop()
        if node.components is not None or scope is None:
            scope = _Scope(node.components or {}, scope)
        if node.script:
            compiler.assets[node.script] = None
        if "/" in node.type:
            compiler.assets[node.type] = None
        number = len(names)
        names.append(node.name)
        types.append(node.type)
        parents.append(parent)
        properties.append(compiler.written(node.properties, scope, node.template))
        scripts.append(node.script)
        groups.append(_written_texts(node.groups))
        compiler.size += len(groups[-1]) + len(node.name) + len(node.type) + len(node.script)
        waiting.extend([(child, number, scope) for child in reversed(node.children)])
    form = {
        "version": _VERSION,
        "names": _packed(names),
        "types": _packed(types),
        "parents": encode(parents),
        "properties": written_list(properties),
        "scripts": _packed(scripts),
        "groups": written_list(groups),
        "resources": written_list(compiler.resources),
        "assets": encode(tuple(compiler.assets)),
        "meshes": encode(tuple(compiler.meshes)),
        "sources": encode(dict(sources)),
    }
    parts = [part for key, value in form.items() for part in (written_text(key), value)]
    return written_dictionary(len(form), parts)


def _packed(texts: list[str]) -> bytes:
    """Write a PackedStringArray."""
    return b"".join([_NO_TEXTS[:4], _COUNT(len(texts)), *map(_packed_text, texts)])


@lru_cache(maxsize=4096)
def _packed_text(text: str) -> bytes:
    return encode((text,))[len(_NO_TEXTS) :]


@lru_cache(maxsize=1024)
def _written_texts(texts: tuple[str, ...]) -> bytes:
    return encode(texts)
