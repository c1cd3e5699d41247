"""What is wrong with a world file is a typed error with its line, and no file leads where it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cutout.errors import BadFile, BadParams, BadPath, FileMissing, TooLarge
from cutout.prefabs import world_limits
from cutout.prefabs.kind import run_world
from python.unit.prefab_worlds import failure, loaded, request_of

if TYPE_CHECKING:
    from pathlib import Path

START = '{"version": 1,\n'
POINT = '"prefab": "a.json", "position": [0, 0]'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{", 1, "Expecting property name"),
        ("[]", 1, "it is [], and has to be an object"),
        ('{"points": []}', 1, "'version' is missing; write 1"),
        ('{\n"version": true}', 2, "it is True, and can only be 1"),
        (START + '"prefab": {}}', 2, "'prefab' is no key here; did you mean 'prefabs'? (at prefab)"),
        (START + '"points": {}}', 2, "it is {}, and has to be a list (at points)"),
        (START + '"points": [\n5]}', 2, "it is 5, and has to be an object (at points[0])"),
        (START + '"points": [\n{"prefab": "a.json"}]}', 3, "'position' is missing (at points[0])"),
        (START + '"points": [\n{"prefab": 5, "position": [0, 0]}]}', 3, "it is 5, and has to be text"),
        (START + '"points": [{},\n{' + POINT + ',\n"postion": []}]}', 2, "'prefab' is missing (at points[0])"),
        (
            START + '"points": [\n{' + POINT + ',\n"postion": []}]}',
            4,
            "did you mean 'position'? (at points[0].postion)",
        ),
        (START + '"points": [\n{' + POINT + ',\n"name": "a/b"}]}', 4, "'a/b' is no name; write 1 to 128 characters"),
        (START + '"points": [\n{' + POINT + ',\n"name": "\\ud800"}]}', 4, "lone surrogate"),
        (START + '"points": [\n{' + POINT + ',\n"priority": 101}]}', 4, "101 is no int from -100 to 100"),
        (START + '"points": [\n{' + POINT + ',\n"priority": 1.0}]}', 4, "1.0 is no int from -100 to 100"),
        (START + '"points": [\n{' + POINT + ',\n"scale": 0}]}', 4, "0 is no number from 0.0001 to 10000"),
        (START + '"points": [\n{' + POINT + ',\n"scale": [1, 1, -1]}]}', 4, "-1 is no number from 0.0001"),
        (
            START + '"points": [\n{' + POINT + ',\n"scale": true}]}',
            4,
            "it is True, and has to be a number, or [x, y, z]",
        ),
        (START + '"points": [\n{' + POINT + ',\n"rotation_degrees": [1, 2]}]}', 4, "has to be a number around y, or"),
        (START + '"points": [\n{' + POINT + ',\n"load_distance": -1}]}', 4, "-1 is no number from 0 to 1000000"),
        (
            START + '"points": [\n{' + POINT + ', "load_distance": 9,\n"unload_distance": 8.5}]}',
            4,
            "8.5 is less than the load_distance of 9; make it larger (at points[0].unload_distance)",
        ),
        (
            START + '"points": [\n{"prefab": "a.json",\n"position": [0]}]}',
            4,
            "it is [0], and has to be [x, y, z], or [x, z] on the ground (at points[0].position)",
        ),
        (
            START + '"points": [\n{"prefab": "a.json",\n"position": [0, 1e999]}]}',
            4,
            "inf is no number from -10000000 to 10000000 (at points[0].position[1])",
        ),
        (
            START + '"points": [\n{"prefab": "a.json",\n"position": [0, ' + "9" * 4000 + "]}]}",
            4,
            "is no number from -10000000",
        ),
        (
            START + '"points": [\n{"prefab": "a.json",\n"position": {"Vector2": [0, 0]}}]}',
            4,
            "has to be [x, y, z], or [x, z]",
        ),
        (
            START + '"points": [{' + POINT + ', "name": "A"},\n{' + POINT + ',\n"name": "A"}]}',
            4,
            "the name 'A' is there twice; give one another",
        ),
        (
            START + '"points": [{' + POINT + ', "name": "A"}],\n"regions": [{"name": "R", "points": [{' + POINT + ",\n"
            '"name": "A"}]}]}',
            2,
            "the name 'A' is there twice; give one another (at points[0].name)",
        ),
        (
            START + '"prefabs": {"tree": "a.json"},\n"points": [{"position": [0, 0],\n"prefab": "tee"}]}',
            4,
            "'tee' is no name in prefabs; did you mean 'tree'? (at points[0].prefab)",
        ),
        (START + '"points": [{"position": [0, 0],\n"prefab": "tee"}]}', 3, "no name in prefabs; there is none"),
        (
            START + '"prefabs": {\n"tree": "a.png"}}',
            3,
            "'a.png' is no prefab or scene; there is .json, .ron, .scn, .tscn",
        ),
        (START + '"prefabs": {\n"a.b": "a.json"}}', 3, "'a.b' is no name"),
        (START + '"prefabs": {\n"a": 5}}', 3, "it is 5, and has to be text"),
        (START + '"prefabs": []}', 2, "it is [], and has to be an object of names and paths"),
        (
            START + '"rows": [\n{"prefab": "a.json"}]}',
            3,
            "a row has positions, or from, to and count, and this has neither",
        ),
        (
            START + '"rows": [\n{"prefab": "a.json", "positions": [], "count": 1}]}',
            3,
            "and this has positions and count",
        ),
        (START + '"rows": [\n{"prefab": "a.json", "from": [0, 0], "to": [0, 0]}]}', 3, "and this has from and to"),
        (
            START + '"rows": [{"prefab": "a.json", "positions": [[0, 0],\n[1]]}]}',
            3,
            "and has to be [x, z], [x, y, z], [x, y, z, yaw] or [x, y, z, yaw, scale] (at rows[0].positions[1])",
        ),
        (
            START + '"rows": [{"prefab": "a.json", "positions": [[0, 0],\n[1, "2"]]}]}',
            3,
            "2 is no number from -10000000 to 10000000 (at rows[0].positions[1][1])",
        ),
        (START + '"rows": [{"prefab": "a.json", "positions": [[0, 0, 0, 0, 0]]}]}', 2, "0 is no number from 0.0001"),
        (START + '"rows": [{"prefab": "a.json", "positions": [[0, 0], [true, 0]]}]}', 2, "True is no number"),
        (START + '"rows": [{"prefab": "a.json", "positions": [[0, 0], 5]}]}', 2, "it is 5, and has to be [x, z]"),
        (
            START + '"rows": [{"prefab": "a.json", "from": [0, 0], "to": [1, 0],\n"count": 0}]}',
            3,
            "0 is no int from 1 to 200000",
        ),
        (
            START + '"rows": [{"prefab": "a.json", "from": [0, 1, 0], "to": [1, 0],\n"count": [2, 2]}]}',
            3,
            "a grid lies flat, and its from and to have different heights",
        ),
        (START + '"rows": [{"prefab": "a.json", "positions": [],\n"name": "A"}]}', 3, "'name' is no key here"),
        (START + '"regions": [\n{}]}', 3, "'name' is missing"),
        (START + '"regions": [\n{"name": "A"}]}', 3, "a region without points has to have bounds"),
        (
            START + '"regions": [{"name": "A", "points": [{' + POINT + ',\n"load_distance": 5}]}]}',
            3,
            "points of a region are loaded together: write it once, as the region's",
        ),
        (
            START + '"regions": [{"name": "A", "load_distance": 5,\n"unload_distance": 4}]}',
            3,
            "4 is less than the load_distance of 5",
        ),
        (START + '"regions": [{"name": "A",\n"pinned": 1}]}', 3, "it is 1, and has to be true or false"),
        (
            START + '"regions": [{"name": "A", "bounds": {"position": [0, 0, 0],\n"size": [1, -1, 1]}}]}',
            3,
            "-1 is no number from 0 to 20000000 (at regions[0].bounds.size[1])",
        ),
        (START + '"regions": [{"name": "A",\n"bounds": {"position": [0, 0, 0]}}]}', 3, "'size' is missing"),
        (
            START + '"regions": [{"name": "A", "bounds": {"position": [0, 0, 0], "size": [1, 1, 1]},\n"margin": 5}]}',
            3,
            "a margin is for bounds that are worked out, and these are given; keep one",
        ),
        (
            START
            + '"regions": [{"name": "A", "points": [{'
            + POINT
            + '}]},\n{"name": "A", "points": [{'
            + POINT
            + "}]}]}",
            3,
            "the region 'A' is there twice; give one another name",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    error = failure(tmp_path, text)
    assert type(error) is BadFile
    assert error.message.startswith(f"res://x.json, line {line}: ")
    assert words in error.message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('(version: 1,\npoints: [(prefab: "a.json",\npostion: (0, 0))])', 3, "did you mean 'position'?"),
        ('(version: 1,\nrows: [(prefab: "a.json", positions: [(0, 0),\n(1, inf)])])', 3, "inf"),
        ("(version: 1,\npoints: [", 2, "the end of the file"),
    ],
)
def test_what_is_wrong_in_ron_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    error = failure(tmp_path, text, "x.ron")
    assert error.message.startswith(f"res://x.ron, line {line}: ")
    assert words in error.message


@pytest.mark.parametrize(
    "path",
    [
        *("../secret.json", "a/../../secret.json", "res://../secret.ron", "res://a/../../secret.json"),
        *("/etc/secret.json", "C:/secret.json", "..\\secret.json", "http://host/x.json", "user://a.json"),
        *("x.tscn::1.json", "res:///etc/x.json", "*.json", "link.json", "up/secret.json", "../x.tscn", "up/x.scn"),
        *("\0.json", "a" * 1100 + ".json"),
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_no_path_leads_out(tmp_path: Path, path: str, *, is_named: bool) -> None:
    root = tmp_path / "game"
    root.mkdir()
    (tmp_path / "secret.json").write_text("{}")
    (root / "link.json").symlink_to(tmp_path / "secret.json")
    (root / "up").symlink_to(tmp_path)
    points = [{"prefab": path, "position": [0, 0]}]
    content: dict[str, Any] = {"prefabs": {"a": path}} if is_named else {"points": points}
    if "\0" in path:
        assert "NUL" in failure(root, content).message
        return
    error = failure(root, content, allow_scripts=("**",))
    assert type(error) is BadPath
    assert error.message.startswith("res://x.json, line 1: ")
    assert ("prefabs.a" if is_named else "points[0].prefab") in error.message


@pytest.mark.parametrize("ending", ["tscn", "scn", "TSCN"])
def test_scenes_need_permission(tmp_path: Path, ending: str) -> None:
    content = {"points": [{"prefab": f"a/b.{ending}", "position": [0, 0]}]}
    error = failure(tmp_path, content, allow_scripts=("res://b/**",))
    assert type(error) is BadFile
    assert f"'res://a/b.{ending}' is a script or a scene, and no pattern of allow_scripts" in error.message
    assert loaded(tmp_path, content, allow_scripts=("res://a/*",))["prefabs"] == (f"res://a/b.{ending}",)


def test_the_file_itself_has_to_be_in_a_root(tmp_path: Path) -> None:
    for folder in ("game", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.json").write_text('{"version": 1}')
    with pytest.raises(BadPath):
        run_world(request_of(tmp_path / "other" / "x.json", tmp_path / "game"))
    with pytest.raises(FileMissing) as caught:
        run_world(request_of(tmp_path / "game" / "gone.json", tmp_path / "game"))
    assert caught.value.details == " res://gone.json"


def test_an_error_says_which_file_was_looked_at(tmp_path: Path) -> None:
    digest = loaded(tmp_path, '{"version": 1}')["sources"]["res://x.json"]
    assert failure(tmp_path, '{"version": 2}').details != f"{digest} res://x.json"
    (tmp_path / "x.json").write_text('{"version": 1}')
    with pytest.raises(BadPath) as caught:
        run_world({**request_of(tmp_path / "x.json", tmp_path), "roots": ()})
    assert caught.value.details == " res://x.json"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"paht": 1}, "a world of prefabs has no parameter paht; did you mean 'path'?"),
        ({"cache": ""}, "has no parameter cache"),
        ({"roots": 5}, "roots must be a list of texts"),
        ({"allow_scripts": ("..",)}, "a pattern is a path"),
    ],
)
def test_a_wrong_request_is_named(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    error = failure(tmp_path, {}, **changes)
    assert type(error) is BadParams
    assert words in error.message


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"{\n\xff")
    with pytest.raises(BadFile, match=r"line 2: it is not UTF-8 \(byte 2\)"):
        run_world(request_of(tmp_path / "x.json", tmp_path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"version": 1, "rows": [' + "[" * 260_000, "more than 250000 values"),
        (
            {"rows": [{"prefab": "a.json", "from": [0, 0], "to": [1, 1], "count": [200_000, 200_000]}]},
            "more than 200000 points",
        ),
        (
            {"rows": [{"prefab": "a.json", "from": [0, 0], "to": [1, 1], "count": 150_000}] * 2},
            "line 1: the world has more than 200000 points with these; make several worlds of it (at rows[1]",
        ),
    ],
    ids=["values", "grid", "rows"],
)
def test_what_is_too_much_is_refused_at_once(tmp_path: Path, content: dict[str, Any] | str, words: str) -> None:
    error = failure(tmp_path, content)
    assert type(error) is TooLarge
    assert words in error.message


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.json").open("wb") as file:
        file.truncate(world_limits.MAX_WORLD_BYTES + 1)
    with pytest.raises(TooLarge):
        run_world(request_of(tmp_path / "x.json", tmp_path))


def test_as_many_points_as_there_may_be_are_taken(tmp_path: Path) -> None:
    row = {"prefab": "a.json", "from": [0, 0], "to": [1, 1], "count": [400, 500]}
    assert len(loaded(tmp_path, {"rows": [row]})["kinds"]) == world_limits.MAX_POINTS


def test_too_many_prefabs_or_regions_are_refused(tmp_path: Path) -> None:
    many = world_limits.MAX_WORLD_PREFABS + 1
    points = [{"prefab": f"{place}.json", "position": [0, 0]} for place in range(many)]
    assert "4096 are the most" in failure(tmp_path, {"points": points}).message
    assert "4096 are the most" in failure(tmp_path, {"prefabs": {f"p{i}": "a.json" for i in range(many)}}).message
    regions = [{"name": f"r{place}"} for place in range(world_limits.MAX_REGIONS + 1)]
    assert "10000 are the most" in failure(tmp_path, {"regions": regions}).message


@pytest.mark.parametrize("name", ["x.json", "x.ron"])
def test_deep_nesting_is_refused(tmp_path: Path, name: str) -> None:
    depth = 5000
    opened, closed = ('{"a":', "}") if name == "x.json" else ("(a:", ")")
    for text in (opened * depth + "1" + closed * depth, "[" * depth + "]" * depth):
        assert type(failure(tmp_path, text, name)) is BadFile
