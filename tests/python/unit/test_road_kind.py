"""The kind ``road_mesh``: requests, results, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from cutout.errors import BadParams, CutoutError, TooLarge
from cutout.wire import Vector3, decode, encode
from cutout.worker.registry import find, load
from cutout.world.road_kind import run

if TYPE_CHECKING:
    from numpy.typing import NDArray


def floats(*points: tuple[float, float, float]) -> NDArray[np.float32]:
    return np.array(points, np.float32)


BEND = floats((0, 12, 0), (90, 15, 20), (160, 12, 90))
ARMS = floats((80, 0, 0), (0, 0, 80), (-80, 0, 10))
CENTER = Vector3(0.0, 0.0, 0.0)


def over_the_wire(**request: object) -> Any:
    """Return the result as the game gets it, of a request as the worker gets it."""
    return decode(encode(run(decode(encode(request)))))


def terrain(rows: int = 40, columns: int = 60, step: float = 4.0, height: float = 6.0) -> dict[str, object]:
    row, column = np.mgrid[:rows, :columns]
    heights = height * np.sin(column / 5.0) + 0.5 * height * np.cos(row / 4.0)
    origin = Vector3(-20.0, 3.0, -40.0)
    return {"heights": heights.ravel().astype(np.float32), "columns": columns, "step": step, "origin": origin}


def heights_at(ground: dict[str, Any], heights: Any, places: Any) -> Any:
    """Return the heights of a terrain at points, on the two triangles of each cell."""
    grid = np.asarray(heights, np.float64).reshape(-1, ground["columns"])
    origin = ground["origin"]
    u, v = (places[:, 0] - origin.x) / ground["step"], (places[:, 2] - origin.z) / ground["step"]
    column, row = np.floor(u).astype(int), np.floor(v).astype(int)
    s, t = u - column, v - row
    corner, right, below, far = (grid[row + i, column + j] for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)))
    near = corner + s * (right - corner) + t * (below - corner)
    rest = far + (1.0 - s) * (below - far) + (1.0 - t) * (right - far)
    return np.where(s + t <= 1.0, near, rest) + origin.y


def test_it_is_registered() -> None:
    load([])
    assert find("road_mesh").function is run


@pytest.mark.parametrize("type_", ["standard", "highway", "bridge", "intersection"])
def test_every_type_makes_a_mesh_and_tells_of_it(type_: str) -> None:
    request: dict[str, object] = {"type": type_, "points": BEND}
    if type_ == "intersection":
        request = {"type": type_, "points": ARMS, "center": CENTER}
    result = over_the_wire(**request)
    positions = np.asarray(result["mesh"]["positions"])
    assert set(result["mesh"]["materials"]) == {"asphalt", "concrete", "marking"} | (
        {"rail"} if type_ == "bridge" else set()
    )
    assert result["vertices"] == len(positions)
    assert result["triangles"] == len(result["mesh"]["indices"]) // 3
    assert (np.asarray(result["bounds"]) == [positions.min(axis=0), positions.max(axis=0)]).all()
    assert np.asarray(result["collider"]).shape[1] == 3
    assert len(result["collider"]) % 3 == 0
    assert result["length"] == pytest.approx(240.6 if type_ == "intersection" else 192.2, abs=0.1)
    assert "terrain_heights" not in result


def test_the_same_request_gives_the_same_bytes() -> None:
    request = {"type": "highway", "points": BEND, "lod": 1}
    assert encode(run(request)) == encode(run(decode(encode(request))))


def test_a_coarser_lod_has_fewer_vertices_and_the_same_ends() -> None:
    fine, coarse = (over_the_wire(points=BEND, lod=lod) for lod in (0, 3))
    assert coarse["vertices"] < 0.5 * fine["vertices"]
    assert bytes(fine["collider"]) == bytes(coarse["collider"])
    assert bytes(fine["bounds"])[:12] == bytes(coarse["bounds"])[:12]


def test_without_markings_there_are_none() -> None:
    assert over_the_wire(points=BEND, markings=False)["mesh"]["materials"] == ("asphalt", "concrete")


def test_piers_stand_on_the_ground_they_are_given() -> None:
    low = over_the_wire(type="bridge", points=BEND)
    assert np.asarray(low["bounds"])[0, 1] == pytest.approx(-0.5)
    deep = over_the_wire(type="bridge", points=BEND, ground_height=-30.0)
    assert np.asarray(deep["bounds"])[0, 1] == pytest.approx(-30.5)
    none = over_the_wire(type="bridge", points=BEND, pier_spacing=0)
    assert np.asarray(none["bounds"])[0, 1] > 10.0
    ground = terrain()
    hills = over_the_wire(type="bridge", points=BEND, terrain=ground)
    assert np.asarray(hills["bounds"])[0, 1] < -1.0


@pytest.mark.parametrize("type_", ["standard", "highway", "intersection"])
def test_a_terrain_that_is_cut_lies_below_the_road_and_close_to_it(type_: str) -> None:
    ground = terrain(step=2.0, rows=110, columns=130)
    request: dict[str, object] = {"type": type_, "points": BEND + floats((10, 0, 20)), "fit": "cut"}
    if type_ == "intersection":
        ends = ARMS + floats((100, 0, 50))
        request |= {"points": ends, "center": Vector3(100.0, 0.0, 50.0), "width": 8.0}
    result = over_the_wire(terrain=ground, **request)
    after = np.asarray(result["terrain_heights"])
    road = np.asarray(result["collider"], np.float64)
    middles = road.reshape(-1, 3, 3).mean(axis=1)
    for places in (road, middles):
        clearances = places[:, 1] - heights_at(ground, after, places)
        assert clearances.min() > -0.02
        assert clearances.max() < 0.8
    changed = after != np.asarray(ground["heights"])
    assert 0.05 < changed.mean() < 0.95


def test_a_draped_road_lies_on_the_terrain_and_its_sides_reach_it() -> None:
    ground = terrain()
    result = over_the_wire(points=BEND, fit="drape", terrain=ground, width=8.0, step=2.0)
    road = np.asarray(result["collider"], np.float64)
    assert (road[:, 1] - heights_at(ground, ground["heights"], road)).min() > 0.0
    low = np.asarray(result["mesh"]["positions"], np.float64)
    sides = low[low[:, 1] < heights_at(ground, ground["heights"], low)]
    assert len(sides) >= len(road) / 6.0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"widht": 8.0}, "no option 'widht'; did you mean 'width'"),
        ({"width": 0.5}, "width must be a number from 1 to 200, and 0.5 is not"),
        ({"width": float("nan")}, "width must be a number"),
        ({"width": "8"}, "width must be a number"),
        ({"lanes": 2.5}, "lanes must be an int from 0 to 32"),
        ({"lanes": True}, "lanes must be an int"),
        ({"markings": 1}, "markings must be true or false"),
        ({"fit": "float"}, "fit must be one of none, drape, cut"),
        ({"fit": "cut"}, "needs a terrain"),
        ({"type": "motorway"}, "type must be one of standard, highway"),
        ({"type": 3}, "type must be one of"),
        ({"type": "intersection"}, "center is missing"),
        ({"center": CENTER}, "has no center"),
        ({"type": "bridge", "fit": "cut", "terrain": terrain()}, "a bridge keeps its own heights"),
        ({"width": 4.0, "shoulder": 2.0}, "leaves no lane"),
        ({"points": BEND[:1]}, "needs two points"),
        ({"points": BEND[:, :2].copy()}, r"shape \(3, 2\)"),
        ({"points": "here"}, "points must be"),
        ({"points": floats((0, 0, 0), (1, np.inf, 0))}, "point 1 is"),
        ({"points": floats((0, 0, 0), (1, 50, 0))}, "rises by"),
        ({"terrain": 5}, "terrain must be a dictionary"),
        ({"terrain": {"heights": 1}}, "terrain must be a dictionary"),
        ({"terrain": terrain() | {"columns": 7}}, "columns are 7"),
        ({"terrain": terrain() | {"step": 0.0}}, "step must be over 0"),
        ({"terrain": terrain() | {"origin": (0.0, 1.0)}}, "terrain origin"),
        ({"terrain": terrain() | {"heights": np.full(2400, np.nan, np.float32)}}, "terrain heights"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_named(changes: dict[str, object], words: str) -> None:
    with pytest.raises(BadParams, match=words):
        run({"points": BEND, **changes})


def test_points_must_be_there() -> None:
    with pytest.raises(BadParams, match="points are missing"):
        run({})


@pytest.mark.parametrize(
    "points",
    [
        np.zeros((5000, 3), np.float32),
        floats((-90000, 0, 0), (90000, 0, 0)),
        floats((0, 0, 0), (20000, 0, 0)),
    ],
    ids=["points", "length", "stations"],
)
def test_what_is_too_large_is_refused(points: Any) -> None:
    with pytest.raises(TooLarge):
        run({"points": points, "step": 0.5})


def test_the_longest_road_is_made() -> None:
    result = over_the_wire(points=floats((-50000, 0, 0), (0, 10, 9), (49990, 0, 0)), type="highway")
    assert result["length"] == pytest.approx(99990.0, abs=1.0)
    assert result["vertices"] < 1_000_000


def test_hostile_requests_fail_with_an_error_of_ours() -> None:
    values: list[Any] = [None, [], {}, "x", -1, float("inf"), b"\0", [[1, 2], [3]], [["a", "b", "c"]] * 2]
    for value in values:
        for name in ("points", "type", "center", "terrain", "width", "fit"):
            request = {"points": BEND, name: value}
            if name == "terrain" and value is None:
                continue
            with pytest.raises(CutoutError):
                run(request)
