"""What a world file comes to: which prefabs stand where, in the arrays that cross the bridge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cutout.prefabs.kind import run_world
from cutout.prefabs.typed_values import READERS
from cutout.prefabs.world_files import WORLD_VERSION
from cutout.wire import decode, encode
from cutout.worker import registry
from python.unit.prefab_worlds import loaded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def origins(result: dict[str, Any]) -> list[tuple[float, ...]]:
    numbers = list(result["transforms"])
    return [tuple(numbers[place : place + 3]) for place in range(9, len(numbers), 12)]


def axes(result: dict[str, Any], point: int = 0) -> list[float]:
    return list(result["transforms"][12 * point : 12 * point + 9])


def axes_of_a_prefab(rotation: Sequence[float], scale: Sequence[float]) -> list[float]:
    """Return what a prefab makes of the same turn."""
    numbers: Any = decode(READERS["Transform3D"]({"rotation_degrees": list(rotation), "scale": list(scale)}))
    return list(numbers["@Transform3D"][:9])


def test_a_world_has_what_its_file_says(tmp_path: Path) -> None:
    result = loaded(
        tmp_path,
        {
            "prefabs": {"tree": "tree.json", "lamp": "art/lamp.ron"},
            "points": [
                {"prefab": "lamp", "position": [1, 2, 3], "name": "Lamp", "priority": -7, "unload_distance": 90},
                {"prefab": "tree", "position": [4, 5], "load_distance": 40, "unload_distance": 50},
            ],
            "rows": [{"prefab": "lamp", "positions": [[6, 7, 8]], "priority": 100, "load_distance": 30}],
        },
    )
    assert result["version"] == WORLD_VERSION
    assert result["prefabs"] == ("res://art/lamp.ron", "res://tree.json")
    assert list(result["kinds"]) == [0, 1, 0]
    assert origins(result) == [(1, 2, 3), (4, 0, 5), (6, 7, 8)]
    assert result["names"] == ("Lamp", "", "")
    assert list(result["priorities"]) == [-7, 0, 100]
    assert list(result["load_distances"]) == [-1, 40, 30]
    assert list(result["unload_distances"]) == [90, 50, -1]
    assert result["regions"] == ()
    assert list(result["region_offsets"]) == [0]
    assert list(result["region_bounds"]) == []
    assert list(result["region_pinned"]) == []
    assert list(result["sources"]) == ["res://x.json"]


def test_arrays_have_the_types_that_the_game_expects(tmp_path: Path) -> None:
    points = [{"prefab": "a.json", "position": [0, 0]}]
    result = loaded(tmp_path, {"regions": [{"name": "A", "points": points}]})
    formats = {key: value.format for key, value in result.items() if isinstance(value, memoryview)}
    assert formats == {
        **dict.fromkeys(["kinds", "priorities", "region_offsets"], "i"),
        **dict.fromkeys(["transforms", "load_distances", "unload_distances", "region_bounds"], "f"),
        "region_pinned": "B",
    }


def test_an_empty_world_is_one(tmp_path: Path) -> None:
    result = loaded(tmp_path, {"prefabs": {"unused": "a.json"}, "points": [], "rows": [], "regions": []})
    assert result["prefabs"] == ()
    assert len(result["kinds"]) == 0


def test_paths_and_names_of_one_prefab_are_one(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    references = ["one", "two", "../a.json", "res://a.json", "./../sub/../a.json"]
    result = loaded(
        tmp_path,
        {
            "prefabs": {"one": "../a.json", "two": "res://sub/../a.json"},
            "points": [{"prefab": each, "position": [0, 0]} for each in references],
        },
        "sub/x.json",
    )
    assert result["prefabs"] == ("res://a.json",)


@pytest.mark.parametrize("rotation", [0, 90, -1234.5, [0, 45, 0], [30, 45, -60], [0, 0, 7]])
@pytest.mark.parametrize("scale", [1, 2.5, [1, 2, 3], [0.0001, 10_000, 1]])
def test_turns_are_those_of_a_prefab(tmp_path: Path, rotation: Any, scale: Any) -> None:
    turned = {"rotation_degrees": rotation, "scale": scale}
    result = loaded(
        tmp_path,
        {
            "points": [{"prefab": "a.json", "position": [1, 2], **turned}],
            "rows": [
                {"prefab": "a.json", "positions": [[1, 2]], **turned},
                {"prefab": "a.json", "positions": [[1, 2], [1, 0, 2]], **turned},
                {"prefab": "a.json", "from": [1, 2], "to": [1, 2], "count": 2, **turned},
            ],
        },
    )
    expected = axes_of_a_prefab(
        rotation if isinstance(rotation, list) else [0, rotation, 0], scale if isinstance(scale, list) else [scale] * 3
    )
    assert [axes(result, point) for point in range(6)] == [expected] * 6


def test_yaw_and_scale_of_a_position_are_instead_of_the_rows(tmp_path: Path) -> None:
    positions = [[0, 0, 0], [0, 0, 0, 90], [0, 0, 0, 90, 3]]
    row = {"prefab": "a.json", "rotation_degrees": 30, "scale": [1, 2, 3]}
    tilted = {**row, "rotation_degrees": [10, 30, 0]}
    rows = [{**each, "positions": [position]} for each in (row, tilted) for position in positions]
    apart = loaded(tmp_path, {"rows": rows})
    together = loaded(tmp_path, {"rows": [{**row, "positions": positions}, {**tilted, "positions": positions}]})
    expected = [
        axes_of_a_prefab([tilt, yaw, 0], scale)
        for tilt in (0, 10)
        for yaw, scale in ((30, [1, 2, 3]), (90, [1, 2, 3]), (90, [3, 3, 3]))
    ]
    assert [axes(apart, point) for point in range(6)] == expected
    assert bytes(apart["transforms"]) == bytes(together["transforms"])


def test_a_line_reaches_from_end_to_end(tmp_path: Path) -> None:
    rows = [
        {"prefab": "a.json", "from": [0, 10], "to": [30, 4, 10], "count": 4},
        {"prefab": "a.json", "from": [5, 6], "to": [7, 8], "count": 1},
    ]
    result = loaded(tmp_path, {"rows": rows})
    third = pytest.approx(4 / 3), pytest.approx(8 / 3)
    assert origins(result) == [(0, 0, 10), (10, third[0], 10), (20, third[1], 10), (30, 4, 10), (5, 0, 6)]


def test_a_grid_fills_its_rectangle(tmp_path: Path) -> None:
    row = {"prefab": "a.json", "from": [0, 5, 0], "to": [20, 5, 10], "count": [3, 2]}
    result = loaded(tmp_path, {"rows": [row]})
    assert origins(result) == [(0, 5, 0), (10, 5, 0), (20, 5, 0), (0, 5, 10), (10, 5, 10), (20, 5, 10)]


def test_points_of_a_region_are_one_after_the_other(tmp_path: Path) -> None:
    def placed(x: float, prefab: str = "a.json", **more: Any) -> dict[str, Any]:
        return {"prefab": prefab, "position": [x, 0], **more}

    result = loaded(
        tmp_path,
        {
            "points": [placed(1)],
            "rows": [{"prefab": "b.json", "positions": [[2, 0]]}],
            "regions": [
                {
                    "name": "Near",
                    "load_distance": 20,
                    "priority": 3,
                    "rows": [{"prefab": "b.json", "positions": [[3, 0], [4, 0]], "priority": 9}],
                    "points": [placed(5)],
                },
                {"name": "Void", "bounds": {"position": [1, 2, 3], "size": [4, 0, 6]}},
                {"name": "Far", "pinned": True, "points": [placed(6, name="Last")], "unload_distance": 7},
            ],
        },
    )
    assert result["regions"] == ("Near", "Void", "Far")
    assert list(result["region_offsets"]) == [0, 3, 3, 4]
    assert list(result["region_pinned"]) == [0, 0, 1]
    assert [x for x, _, _ in origins(result)] == [5, 3, 4, 6, 1, 2]
    assert list(result["priorities"]) == [3, 9, 9, 0, 0, 0]
    assert list(result["load_distances"]) == [20, 20, 20, -1, -1, -1]
    assert list(result["unload_distances"]) == [-1, -1, -1, 7, -1, -1]
    assert result["names"] == ("", "", "", "Last", "", "")
    assert list(result["region_bounds"])[6:12] == [1, 2, 3, 4, 0, 6]


def test_bounds_are_worked_out_from_the_points(tmp_path: Path) -> None:
    row = {"prefab": "a.json", "positions": [[-5, 1, 7], [15, 4, 9]]}
    result = loaded(tmp_path, {"regions": [{"name": "A", "rows": [row]}, {"name": "B", "rows": [row], "margin": 0}]})
    assert list(result["region_bounds"]) == [-15, -9, -3, 40, 23, 22, -5, 1, 7, 20, 3, 2]


RON = """// The same as below.
(
    version: 1,
    prefabs: {"tree": "tree.json"},
    points: [(prefab: tree, position: Vector3(1, 2, 3), rotation_degrees: Vector3(0, 90, 5), scale: 2.0)],
    rows: [
        (prefab: "tree", positions: [(1, 2), [1, 2, 3], (1.5, 2, 3, 90), Vector3(1, 2, 3)]),
        (prefab: "tree", from: (0, 0), to: (10, 10), count: (2, 2)),
    ],
    regions: [(name: "A", pinned: true, bounds: (position: (0, 0, 0), size: Vector3(1, 2, 3)))],
)
"""

JSON = {
    "prefabs": {"tree": "tree.json"},
    "points": [{"prefab": "tree", "position": [1, 2, 3], "rotation_degrees": [0, 90, 5], "scale": 2}],
    "rows": [
        {"prefab": "tree", "positions": [[1, 2], [1, 2, 3], [1.5, 2, 3, 90], [1, 2, 3]]},
        {"prefab": "tree", "from": [0, 0], "to": [10, 10], "count": [2, 2]},
    ],
    "regions": [{"name": "A", "pinned": True, "bounds": {"position": [0, 0, 0], "size": [1, 2, 3]}}],
}


def test_ron_and_json_are_the_same(tmp_path: Path) -> None:
    ron, plain = loaded(tmp_path, RON, "x.ron"), loaded(tmp_path, JSON)
    assert ron.pop("sources") != plain.pop("sources")
    assert encode(ron) == encode(plain)


def test_workers_know_the_kind() -> None:
    registry.load(())
    assert registry.find("prefab_world").function is run_world
