"""Putting files together: what a prefab extends, what it contains, and what it changes of both.

Nodes are never changed, so a prefab that is contained a thousand times is one tree until `compiling` walks it. How
much a tree holds is known before: a file of few bytes that contains itself in powers of ten fails here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cutout.errors import TooLarge

from .limits import MAX_MERGED, MAX_NODES, MAX_TREE_LEVELS
from .schema import nearest
from .templates import Component, File, Template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .values import Value


@dataclass(slots=True)
class Node:
    """A node with everything that it inherits.

    Parameters
    ----------
    template : Template
        Where it was written last.
    name : str
    type : str
        A class, or the path of a scene.
    script : str
        Empty for none.
    properties : dict
    groups : tuple of str
    components : dict of str to Component, or None
        What its values and those below it refer to; None if that is up to a node above.
    children : tuple of Node
    count : int
        How many nodes the tree has.
    levels : int
        How deep it is.
    """

    template: Template
    name: str
    type: str
    script: str
    properties: Mapping[str, Value]
    groups: tuple[str, ...]
    components: Mapping[str, Component] | None
    children: tuple[Node, ...]
    count: int
    levels: int


def put_together(files: Mapping[str, File]) -> Node:
    """Return the tree of the last of `files`.

    Parameters
    ----------
    files : mapping
        As `sources.read_all` returns them: each after those it needs.

    Raises
    ------
    BadFile
        A change of what is not there, a name that is taken, a component without a type.
    TooLarge
        More nodes, levels or properties than a prefab may have.
    """
    merger = _Merger()
    path = ""
    for path, file in files.items():
        merger.trees[path] = merger.root(file)
    return merger.trees[path]


_NONE: Final[Mapping[str, Component]] = {}


class _Merger:
    def __init__(self) -> None:
        self.trees: dict[str, Node] = {}
        self.merged = 0

    def root(self, file: File) -> Node:
        template = file.root
        if template.prefab:
            tree = self.change(self.trees[template.prefab], template)
        else:
            tree = self.fresh(template, self.components(_NONE, template))
        return tree

    def new(self, template: Template) -> Node:
        """Make what a file adds below its root."""
        if template.prefab:
            return self.change(self.trees[template.prefab], template)
        if template.remove or not template.type:
            what = "to remove" if template.remove else "to change; a new node needs type, scene or prefab"
            raise template.source.broken(template.at, f"nothing is inherited here {what}")
        if template.components:
            raise template.source.broken((*template.at, "components"), "components belong to the outermost node")
        return self.fresh(template, None)

    def fresh(self, template: Template, components: Mapping[str, Component] | None) -> Node:
        """Make a node that inherits nothing."""
        children = self.named([], [(child, self.new(child)) for child in template.children])
        name = template.name or (template.type if "/" not in template.type else "Scene")
        return self.node(
            template,
            name=name,
            type_=template.type,
            script=template.script or "",
            properties=template.properties,
            groups=template.groups,
            components=components,
            children=children,
        )

    def change(self, base: Node, template: Template) -> Node:
        """Make what `base` becomes."""
        self.count(template, len(base.properties) + len(base.children) + len(base.groups))
        components = base.components
        if template.components:
            if components is None:
                raise template.source.broken(
                    (*template.at, "components"),
                    f"{base.name!r} is no prefab put here; components belong to the outermost node",
                )
            components = self.components(components, template)
        return self.node(
            template,
            name=template.name or base.name,
            type_=template.type or base.type,
            script=base.script if template.script is None else template.script,
            properties={**base.properties, **template.properties} if template.properties else base.properties,
            groups=tuple(dict.fromkeys(base.groups + template.groups)) if template.groups else base.groups,
            components=components,
            children=self.children(base, template) if template.children else base.children,
        )

    def children(self, base: Node, template: Template) -> Sequence[Node]:
        """Change, remove and add children."""
        inherited: dict[str, Node | None] = {child.name: child for child in base.children}
        added = []
        touched = set()
        for child in template.children:
            old = inherited.get(child.name) if child.name else None
            if child.name and child.name in touched:
                raise child.source.broken((*child.at, "name"), f"{child.name!r} is there twice; name it otherwise")
            touched.add(child.name)
            if child.remove:
                if old is None:
                    raise child.source.broken(child.at, self.missing(child, base, "remove"))
                inherited[child.name] = None
            elif old is not None:
                if child.prefab:
                    raise child.source.broken(
                        (*child.at, "prefab"), f"{child.name!r} is inherited; give what you add another name"
                    )
                inherited[child.name] = self.change(old, child)
            elif not (child.type or child.prefab):
                raise child.source.broken(child.at, self.missing(child, base, "change"))
            else:
                added.append((child, self.new(child)))
        return self.named([node for node in inherited.values() if node is not None], added)

    def missing(self, child: Template, base: Node, deed: str) -> str:
        hint = nearest(child.name, [each.name for each in base.children])
        what = f"no child {child.name!r} is inherited to {deed}; {hint}"
        return what if deed == "remove" else f"{what}; a new node needs type, scene or prefab"

    def named(self, first: Sequence[Node], added: Sequence[tuple[Template, Node]]) -> Sequence[Node]:
        """Return all, once each has a name of its own: who says its name keeps it."""
        taken = {node.name for node in first}
        for template, node in added:
            if template.name:
                if node.name in taken:
                    raise template.source.broken(
                        (*template.at, "name"), f"{node.name!r} is there twice; name it otherwise"
                    )
                taken.add(node.name)
        nodes = list(first)
        numbers: dict[str, int] = {}
        for template, node in added:
            name = node.name
            if not template.name:
                while name in taken:
                    numbers[node.name] = numbers.get(node.name, 1) + 1
                    name = f"{node.name}{numbers[node.name]}"
                taken.add(name)
            nodes.append(node if name == node.name else self.renamed(node, name))
        return nodes

    def renamed(self, node: Node, name: str) -> Node:
        return Node(
            node.template,
            name,
            node.type,
            node.script,
            node.properties,
            node.groups,
            node.components,
            node.children,
            node.count,
            node.levels,
        )

    def components(self, inherited: Mapping[str, Component], template: Template) -> Mapping[str, Component]:
        """Return the inherited components with the changes and additions of a layer."""
        self.count(template, len(inherited))
        all_of_them = dict(inherited)
        for name, new in template.components.items():
            old = inherited.get(name)
            if old is not None:
                self.count(template, len(old.properties))
                all_of_them[name] = Component(
                    new.source,
                    new.at,
                    new.type or old.type,
                    old.shared if new.shared is None else new.shared,
                    {**old.properties, **new.properties},
                )
            elif not new.type:
                known = nearest(name, inherited)
                raise new.source.broken(new.at, f"no component {name!r} is inherited; {known}; a new one needs a type")
            else:
                all_of_them[name] = new
        return all_of_them

    def node(
        self,
        template: Template,
        *,
        name: str,
        type_: str,
        script: str,
        properties: Mapping[str, Value],
        groups: tuple[str, ...],
        components: Mapping[str, Component] | None,
        children: Sequence[Node],
    ) -> Node:
        count = 1 + sum([child.count for child in children])
        levels = 1 + max([child.levels for child in children], default=0)
        if count > MAX_NODES:
            raise TooLarge(f"{template.source.path} has {count} nodes with what it contains; {MAX_NODES} are the most")
        if levels > MAX_TREE_LEVELS:
            raise TooLarge(f"{template.source.path} has nodes {levels} deep; {MAX_TREE_LEVELS} are the most")
        return Node(template, name, type_, script, properties, groups, components, tuple(children), count, levels)

    def count(self, template: Template, merged: int) -> None:
        self.merged += merged
        if self.merged > MAX_MERGED:
            raise TooLarge(
                f"{template.source.path} changes so much of what it inherits that over {MAX_MERGED} properties, "
                "children and components are put together; make several prefabs of it"
            )
