"""What is wrong with a file is a typed error that names the file, the line, and what to do."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from cutout.errors import BadFile, BadParams, BadPath, CutoutError, DependencyCycle, FileMissing, TooLarge
from cutout.prefabs.kind import run

if TYPE_CHECKING:
    from pathlib import Path

START = '{"version": 1,\n"type": "Node3D",\n'


def failure(root: Path, text: str | bytes, name: str = "x.json", **changes: Any) -> CutoutError:
    path = root / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    request = {"path": str(path), "roots": (str(root),), "schemes": {"res://": str(root)}, **changes}
    with pytest.raises(CutoutError) as caught:
        run(request)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{", 1, "Expecting property name"),
        ('{"version": 1,\n"type" "Node"}', 2, "Expecting ':'"),
        (START + '"name": "A",\n"name": "B"}', 4, "the key 'name' is there twice"),
        (START + '"children": [{"type": "Node",\n"properties": {"a": 1,\n"a": 2}}]}', 5, "the key 'a' is there twice"),
        (
            START + '"properties": {"name": {"name": 1}},\n"name": "A", "a": [{"name": 1}],\n"name": "B"}',
            5,
            "there twice",
        ),
        (START + '"children": [{"type": "Node", "properties": {"nme": 1},\n"nme": 2}]}', 4, "did you mean 'name'"),
        (START + '"properties": {"a": NaN}}', 1, "NaN is no number"),
        (START + '"properties": {\n"a": 1e999}}', 4, "not finite"),
        (START + '"properties": {\n"a": 123456789012345678901}}', 4, "is no int from"),
        (START + '"properties": {\n"a": "\\ud800"}}', 4, "lone surrogate"),
        (START + '"properties": {\n"a": "\\u0000"}}', 4, "NUL"),
        (START + '"propertys": {}}', 3, "'propertys' is no key here; did you mean 'properties'?"),
        (
            START + '"children": [\n{"type": "Node"},\n{"typ": "Node"}]}',
            5,
            "'typ' is no key here; did you mean 'type'?",
        ),
        (START + '"children": [\n{"type": 5}]}', 4, "it is 5, and has to be of the type string"),
        (START + '"children": [\n{"type": "node"}]}', 4, "is not what can stand here"),
        (START + '"children": [\n{"type": "Node",\n"name": "a/b"}]}', 5, "is not what can stand here"),
        (
            START + '"children": [\n{"type": "Node", "name": "A"},\n{"type": "Node", "name": "A"}]}',
            5,
            "'A' is there twice",
        ),
        (START + '"children": [\n{"name": "A"}]}', 4, "a new node needs type, scene or prefab"),
        (START + '"children": [\n{"name": "A", "remove": true}]}', 4, "nothing is inherited here to remove"),
        (START + '"scene": "a.tscn"}', 3, "keep one"),
        (START + '"properties": {\n"a": {"Vektor3": [1, 2, 3]}}}', 4, "did you mean 'Vector3'?"),
        (START + '"properties": {\n"a": {"Vector3": [1, 2]}}}', 4, "a list of 3 numbers"),
        (START + '"properties": {\n"a": {"Vector3": [1, 2, "3"]}}}', 4, "is no number"),
        (START + '"properties": {\n"a": {"Vector3": [1, 2, 1e39]}}}', 4, "does not fit a float of 32 bits"),
        (START + '"properties": {\n"a": {"Vector3": [1, true, 2]}}}', 4, "is no number"),
        (START + '"properties": {\n"a": {"Vector2i": [1, 2.5]}}}', 4, "is no int from"),
        (START + '"properties": {\n"a": {"Color": "red"}}}', 4, "is no colour"),
        (START + '"properties": {\n"a": {"Color": "#ff ff ff"}}}', 4, "is no colour"),
        (START + '"properties": {\n"a": {"resource": "x"}}}', 1, "no component has the id 'x'"),
        (START + '"properties": {\n"a": [[{"@load": "res://evil.gd"}]]}}', 4, "begins with @"),
        (START + '"properties": {\n"a:b": 1}}', 4, "is no name of a property"),
        (START + '"properties": {"a": ' + "[" * 17 + "]" * 17 + "}}", 3, "more than 16 deep"),
        (START + '"components": [{"id": "a", "type": "BoxMesh"},\n{"id": "a", "type": "BoxMesh"}]}', 4, "there twice"),
        (START + '"components": [\n{"id": "a"}]}', 4, "a new one needs a type"),
        (START + '"children": [{"type": "Node",\n"components": []}]}', 4, "components belong to the outermost"),
        ('{"type": "Node"}', 1, "'version' is missing; write 1"),
        ('{"version": 2,\n"type": "Node"}', 1, "can only be 1"),
        ('{"version": 1}', 1, "add type, scene or extends"),
        ("[]", 1, "has to be of the type object"),
        (START + '"properties": {"a": {"Vector3": ' + "[" * 300 + "]" * 300 + "}}}", 3, "has to be a list of 3"),
        ('{"version": 1, "a": ' + "[" * 100_000, 1, "nest too deep"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    error = failure(tmp_path, text)
    assert isinstance(error, BadFile)
    assert error.message.startswith(f"res://x.json, line {line}: ")
    assert words in error.message


RON = "Prefab(\n  version: 1,\n  type: Node3D,\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (RON, 4, "the end of the file is not what can stand here"),
        (RON + "  name: ~)", 4, "begins nothing that RON knows"),
        (RON + '  name: "A",\n  name: "B")', 5, "the key 'name' is there twice"),
        (RON + "  properties: (a: inf))", 4, "is not finite"),
        (RON + "  properties: (a: 0b12))", 4, "is no number"),
        (RON + '  name: "\\q")', 4, "is no escape"),
        (RON + "  propertys: ())", 4, "did you mean 'properties'?"),
        (RON + "  children: [\n    Node(typ: Node)])", 5, "did you mean 'type'?"),
        (RON + "  children: [\n    Node(\n type: Node,\n name: 5)])", 7, "has to be of the type string"),
        (RON + "  properties: (\n a: Vektor3(1, 2, 3)))", 5, "did you mean 'Vector3'?"),
        (RON + "  properties: (\n a: Vector3(1, 2)))", 5, "a list of 3 numbers"),
        (RON + "  properties: {1: 2})", 4, "is no text"),
        (RON + "  properties: {[]: 2})", 4, "expected"),
        (RON + '  children: [(properties: (a: 1), name: "A",\n    name: "B")])', 5, "the key 'name' is there twice"),
        (RON + "  properties: (a: " + "[" * 200 + "]" * 200 + "))", 4, "more than 16 deep"),
        (RON + "  properties: (a: " + "[" * 9_000 + "]" * 9_000 + "))", 4, "more than 16 deep"),
        (RON + "  name: " + "[" * 9_000 + "]" * 9_000 + ")", 4, "has to be of the type string"),
        (RON + "  properties: (a: Vector3(" + "[" * 900 + "]" * 900 + ")))", 4, "has to be a list of 3"),
        (
            RON + "  children: [" + "(type: A, children: [" * 3_000 + "])" * 3_000 + "])",
            1,
            "children lie more than 32 deep",
        ),
        (RON + "  children: [" + "(type: A, children: [" * 40 + "])" * 40 + "])", 4, "nodes lie more than 32 deep"),
        (RON + "  properties: (a: 0x" + "f" * 10_000 + "))", 4, "is too long for a number"),
        (RON + "  a: [" + "1," * 300_000 + "])", 1, "more than 250000 values"),
    ],
)
def test_what_is_wrong_in_ron_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    error = failure(tmp_path, text, "x.ron")
    assert isinstance(error, BadFile)
    assert error.message.startswith(f"res://x.ron, line {line}: ")
    assert words in error.message


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    assert "line 2: it is not UTF-8 (byte 2)" in failure(tmp_path, b"{\n\xff").message


def write(root: Path, **files: dict[str, Any]) -> None:
    for name, content in files.items():
        (root / f"{name}.json").write_text(json.dumps({"version": 1, **content}))


def load(root: Path, name: str, **changes: Any) -> object:
    return run({"path": str(root / f"{name}.json"), "roots": (str(root),), "schemes": {"res://": str(root)}, **changes})


def test_a_cycle_is_named_in_turn(tmp_path: Path) -> None:
    write(
        tmp_path,
        a={"extends": "b.json"},
        b={"type": "Node", "children": [{"type": "Node", "children": [{"prefab": "c.json"}]}]},
        c={"extends": "x/../b.json"},
    )
    with pytest.raises(DependencyCycle) as caught:
        load(tmp_path, "a")
    assert "res://b.json → res://c.json → res://b.json" in caught.value.message
    write(tmp_path, a={"extends": "a.json"})
    with pytest.raises(DependencyCycle, match=r"res://a\.json → res://a\.json"):
        load(tmp_path, "a")


def test_components_that_need_each_other_are_named(tmp_path: Path) -> None:
    components = [
        {"id": "a", "type": "BoxMesh", "properties": {"material": {"resource": "b"}}},
        {"id": "b", "type": "ShaderMaterial", "properties": {"next_pass": {"resource": "a"}}},
    ]
    write(tmp_path, x={"type": "Node", "components": components, "properties": {"mesh": {"resource": "a"}}})
    with pytest.raises(DependencyCycle, match="a → b → a"):
        load(tmp_path, "x")


def test_the_depth_of_dependencies_is_limited(tmp_path: Path) -> None:
    write(tmp_path, f0={"type": "Node"}, **{f"f{i}": {"extends": f"f{i - 1}.json"} for i in range(1, 40)})
    assert load(tmp_path, "f31")
    with pytest.raises(TooLarge, match="more than 32 in a row"):
        load(tmp_path, "f32")
    assert load(tmp_path, "f2", max_depth=3)
    with pytest.raises(TooLarge, match="more than 2 in a row"):
        load(tmp_path, "f2", max_depth=2)


def test_a_missing_dependency_names_who_needs_it(tmp_path: Path) -> None:
    write(tmp_path, a={"type": "Node", "children": [{"prefab": "gone.json"}]})
    with pytest.raises(FileMissing, match=r"gone.json.*needed by res://a.json, line 1"):
        load(tmp_path, "a")


def test_the_details_say_which_files_were_looked_at(tmp_path: Path) -> None:
    write(tmp_path, a={"extends": "b.json"}, b={"type": "Node", "children": [{"prefab": "gone.json"}]})
    with pytest.raises(FileMissing) as caught:
        load(tmp_path, "a")
    digests = [sha256((tmp_path / f"{name}.json").read_bytes()).hexdigest()[:32] for name in "ab"]
    assert caught.value.details.splitlines() == [
        f"{digests[0]} res://a.json",
        f"{digests[1]} res://b.json",
        " res://gone.json",
    ]


def test_a_change_of_what_is_not_there_suggests_what_is(tmp_path: Path) -> None:
    write(
        tmp_path,
        base={"type": "Node", "children": [{"name": "Wheel", "type": "Node"}]},
        a={"extends": "base.json", "children": [{"name": "Weel", "properties": {"x": 1}}]},
        b={"extends": "base.json", "children": [{"name": "Weel", "remove": True}]},
        c={"extends": "base.json", "children": [{"name": "Wheel", "prefab": "base.json"}]},
        d={"extends": "base.json", "components": [{"id": "x", "properties": {}}]},
        e={"extends": "base.json", "children": [{"name": "Wheel", "components": []}]},
        f={"extends": "base.json", "children": [{"name": "Wheel", "components": [{"id": "x", "type": "BoxMesh"}]}]},
    )
    for name, words in {
        "a": "no child 'Weel' is inherited to change; did you mean 'Wheel'?",
        "b": "no child 'Weel' is inherited to remove; did you mean 'Wheel'?",
        "c": "give what you add another name",
        "d": "a new one needs a type",
        "f": "'Wheel' is no prefab put here",
    }.items():
        with pytest.raises(BadFile, match=words.replace("?", r"\?")):
            load(tmp_path, name)
    assert load(tmp_path, "e")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"paht": 1}, "did you mean 'path'?"),
        ({"path": 5}, "path must be text"),
        ({"roots": "x"}, "roots must be a list of texts"),
        ({"cache": "relative"}, "full path of a folder"),
        ({"max_depth": 33}, "from 1 to 32"),
        ({"max_depth": True}, "from 1 to 32"),
        ({"schemes": []}, "must be a dictionary"),
        ({"schemes": {"res": "/"}}, "written as res://"),
        ({"schemes": {"res://": "x"}}, "full paths of folders"),
        ({"allow_scripts": ("res://../*.gd",)}, "a pattern is a path"),
        ({"allow_scripts": ("*a" * 5,)}, "a pattern is a path"),
        ({"allow_scripts": ("a",) * 65}, "64 are the most"),
    ],
)
def test_a_wrong_request_is_named(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    write(tmp_path, a={"type": "Node"})
    with pytest.raises(BadParams) as caught:
        load(tmp_path, "a", **changes)
    assert words in caught.value.message


def test_a_path_that_is_not_absolute_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPath, match="is not absolute"):
        load(tmp_path, "a", path="a.json")
