"""No file outside the roots is read, and nothing that may bring code is named without permission."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from cutout.errors import BadFile, BadPath, CutoutError, TooLarge
from cutout.prefabs.kind import run
from cutout.wire import decode, encode

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "game").mkdir()
    (tmp_path / "user").mkdir()
    (tmp_path / "secret.json").write_text('{"version": 1, "type": "Node"}')
    return tmp_path / "game"


def load(root: Path, content: dict[str, Any], folder: str = "", allow: tuple[str, ...] = ()) -> dict[str, Any]:
    path = (root.parent / "user" if folder == "user" else root / folder) / "x.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"version": 1, **content}))
    request = {
        "path": str(path),
        "roots": (str(root), str(root.parent / "user")),
        "schemes": {"res://": str(root), "user://": str(root.parent / "user")},
        "allow_scripts": allow,
    }
    result: dict[str, Any] = decode(encode(run(request)))
    return result


def refused(root: Path, content: dict[str, Any], folder: str = "", allow: tuple[str, ...] = ()) -> CutoutError:
    with pytest.raises(CutoutError) as caught:
        load(root, content, folder, allow)
    return caught.value


@pytest.mark.parametrize(
    "path",
    [
        *("../secret.json", "a/../../secret.json", "res://../secret.json", "res://a/../../secret.json"),
        *("/etc/passwd", "C:/secret.json", "..\\secret.json", "http://host/x.json", "uid://abc", "res://"),
        *("x.tscn::1", "res:///etc/passwd", "user://../game/../secret.json", "*.json"),
    ],
)
@pytest.mark.parametrize("key", ["extends", "prefab", "scene", "script", "load", "mesh"])
def test_no_path_leads_out(root: Path, path: str, key: str) -> None:
    content: dict[str, Any] = {"type": "Node"}
    if key == "extends":
        content = {"extends": path}
    elif key in ("prefab", "scene"):
        content["children"] = [{key: path}]
    elif key == "script":
        content["script"] = path
    else:
        content["properties"] = {"a": {key: path}}
    assert isinstance(refused(root, content, allow=("**",)), BadPath)


def test_a_link_does_not_lead_out(root: Path) -> None:
    (root / "link.json").symlink_to(root.parent / "secret.json")
    assert isinstance(refused(root, {"extends": "link.json"}), BadPath)
    (root / "up").symlink_to(root.parent)
    assert isinstance(refused(root, {"extends": "up/secret.json"}), BadPath)


def test_what_is_no_plain_file_is_refused(root: Path) -> None:
    os.mkfifo(root / "pipe.json")
    (root / "folder.json").mkdir()
    (root / "zero.json").symlink_to("/dev/zero")
    for name in ("pipe", "folder", "zero"):
        assert isinstance(refused(root, {"extends": f"{name}.json"}), BadPath)


def test_a_large_file_is_not_read(root: Path) -> None:
    with (root / "large.json").open("wb") as file:
        file.truncate(1 << 40)
    assert isinstance(refused(root, {"extends": "large.json"}), TooLarge)


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"type": "Node", "script": "res://evil.gd"}, "res://evil.gd"),
        ({"type": "Node", "script": "evil.gd"}, "res://evil.gd"),
        ({"scene": "res://evil.tscn"}, "res://evil.tscn"),
        ({"type": "Node", "children": [{"scene": "a/evil.tscn"}]}, "res://a/evil.tscn"),
        *[
            ({"type": "Node", "properties": {"a": [{"b": {"load": f"res://evil.{ending}"}}]}}, f"res://evil.{ending}")
            for ending in (
                "gd",
                "GD",
                "cs",
                "tscn",
                "scn",
                "tres",
                "res",
                "gdextension",
                "glb",
                "png.remap",
                "gd ",
                "zip",
            )
        ],
        (
            {"type": "Node", "components": [{"id": "a", "type": "BoxMesh", "properties": {"m": {"load": "x.tres"}}}]},
            "res://x.tres",
        ),
    ],
)
def test_what_may_bring_code_needs_permission(root: Path, content: dict[str, Any], path: str) -> None:
    error = refused(root, content)
    assert isinstance(error, BadFile)
    assert f"{path!r} " in error.message
    assert "allow_scripts" in error.message
    assert isinstance(refused(root, content, allow=("res://good/**", f"{path}x", path[:-1])), BadFile)
    assert load(root, content, allow=(path,))


def test_patterns_stop_at_slashes_unless_they_are_doubled(root: Path) -> None:
    content = {"type": "Node", "script": "res://a/b/c.gd"}
    assert load(root, content, allow=("res://a/*/c.gd",))["scripts"] == ("res://a/b/c.gd",)
    assert load(root, content, allow=("res://**.gd",))["assets"] == ("res://a/b/c.gd",)
    for pattern in ("res://a/*.gd", "res://*/c.gd", "res://a?b/c.gd", "user://**", "res://a/b/c.g", "res://A/**"):
        assert "allow_scripts" in refused(root, content, allow=(pattern,)).message


def test_pictures_of_users_need_permission_since_an_import_file_may_lie_beside_them(root: Path) -> None:
    content = {"type": "Node", "properties": {"a": {"load": "evil.png"}}}
    assert load(root, content)["assets"] == ("res://evil.png",)
    assert "'user://evil.png' may bring code" in refused(root, content, "user").message
    assert load(root, content, "user", ("user://*.png",))["assets"] == ("user://evil.png",)
    content = {"type": "Node", "properties": {"a": {"load": "user://evil.png"}}}
    assert "'user://evil.png' may bring code" in refused(root, content).message


@pytest.mark.parametrize(
    "name",
    [
        *("script", "source_code", "owner", "name", "scene_file_path", "mesh:script", "", "@a"),
        *("resource_path", "bbcode_enabled", "advance_expression", "uri", "_surfaces", "_bundled"),
    ],
)
def test_such_properties_cannot_be_set(root: Path, name: str) -> None:
    assert isinstance(refused(root, {"type": "Node", "properties": {name: "x"}}, allow=("**",)), BadFile)
    component = {"id": "a", "type": "BoxMesh", "properties": {name: "x"}}
    assert isinstance(refused(root, {"type": "Node", "components": [component]}, allow=("**",)), BadFile)


@pytest.mark.parametrize(
    "name",
    [
        *("GDScript", "CSharpScript", "Script", "PackedScene", "Animation", "Expression", "EditorScript"),
        *("GDExtension", "Shader", "ShaderInclude", "VisualShader", "VisualShaderNodeExpression"),
        "MultiplayerSynchronizer",
    ],
)
def test_types_that_hold_code_are_not_made(root: Path, name: str) -> None:
    assert "can bring code" in refused(root, {"type": name}, allow=("**",)).message
    content = {"type": "Node", "components": [{"id": "a", "type": name}]}
    assert "can bring code" in refused(root, content, allow=("**",)).message


@pytest.mark.parametrize("key", ["@load", "@resource", "@mesh", "@node", "@Vector3", "@"])
def test_no_file_writes_the_compiled_form_of_a_value(root: Path, key: str) -> None:
    for value in ({key: "res://evil.gd"}, [{key: 0}], {"a": {key: 0}}, {"Dictionary": {key: "x"}}, {key: 1, "b": 2}):
        assert "begins with @" in refused(root, {"type": "Node", "properties": {"a": value}}).message


def test_an_inherited_script_can_be_taken_away(root: Path) -> None:
    base = {"type": "Node", "script": "res://a.gd"}
    (root / "base.json").write_text(json.dumps({"version": 1, **base}))
    assert load(root, {"extends": "base.json"}, allow=("res://*.gd",))["scripts"] == ("res://a.gd",)
    result = load(root, {"extends": "base.json", "script": None}, allow=("res://*.gd",))
    assert result["scripts"] == ("",)
    assert result["assets"] == ()


def test_meshes_are_files_of_meshes(root: Path) -> None:
    content = {"type": "Node", "properties": {"a": {"mesh": "a.gd"}}}
    assert "is no file of a mesh" in refused(root, content).message
