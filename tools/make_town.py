"""Write the world file of the demo ``town``: which prefab stands where in a town of some 200 blocks."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

PROJECT = Path(__file__).resolve().parent.parent
TARGET = PROJECT / "demo_scenes" / "town" / "town.world.json"

PITCH: Final = (80.0, 60.0)
"""From the middle of a block to that of the next, along x and z; 12 m of it are street."""
HALF: Final = (34.0, 24.0)
"""Half of a block without its streets."""
REACH: Final = (6, 8)
"""How many blocks there are on each side of the middle one."""
GAPS: Final = (3, 9)
"""Where the ring of stalls around the fountain of the market is open."""
CLEARING: Final = 11.0
"""How far around the fountain of a park no tree stands."""
CENTRE: Final = 2.6
"""So many blocks from the middle, houses stand in rows."""

SUBURB: Final = 4.0
"""So many blocks from the middle, gardens without a house begin."""
PARKED: Final = 0.4
"""The share of houses with a car."""
SEED: Final = 23
OWN: Final = "prefabs"
LIBRARY: Final = "../prefab_library"
PREFABS: Final = {
    "street": f"{OWN}/street.ron",
    "crossing": f"{OWN}/crossing.ron",
    "paving": f"{OWN}/paving.ron",
    "court": f"{OWN}/court.ron",
    "church": f"{OWN}/church.json",
    "fountain": f"{OWN}/fountain.json",
    "townhouse": f"{OWN}/townhouse.json",
    "townhouse_rose": f"{OWN}/townhouse_rose.json",
    "townhouse_sage": f"{OWN}/townhouse_sage.json",
    "townhouse_sky": f"{OWN}/townhouse_sky.json",
    "townhouse_cream": f"{OWN}/townhouse_cream.json",
    "house": f"{LIBRARY}/house.json",
    "house_blue": f"{LIBRARY}/house_blue.json",
    "poplar": f"{OWN}/poplar.ron",
    "tree": f"{LIBRARY}/tree.json",
    "tree_autumn": f"{LIBRARY}/tree_autumn.ron",
    "hedge": f"{OWN}/hedge.ron",
    "streetlamp": f"{OWN}/streetlamp.json",
    "stall": f"{OWN}/stall.ron",
    "stall_blue": f"{OWN}/stall_blue.ron",
    "bench": f"{LIBRARY}/bench.ron",
    "kiosk": f"{LIBRARY}/kiosk.json",
    "car": f"{LIBRARY}/car.ron",
    "car_blue": f"{OWN}/car_blue.ron",
    "car_white": f"{OWN}/car_white.ron",
    "taxi": f"{LIBRARY}/taxi.ron",
}
TOWNHOUSES: Final = ("townhouse", "townhouse_rose", "townhouse_sage", "townhouse_sky", "townhouse_cream")
CARS: Final = ("car", "car_blue", "car_white", "taxi")
TREES: Final = ("tree", "tree", "tree_autumn")
DISTANCES: Final = {
    "church": 1200.0,
    "street": 260.0,
    "crossing": 260.0,
    "paving": 260.0,
    "court": 260.0,
} | dict.fromkeys(("streetlamp", "stall", "stall_blue", "bench", "kiosk", "hedge", *CARS), 120.0)
"""Where the streamer's own distance is too short, or longer than what so small a thing is seen from."""
UNLOAD_FACTOR: Final = 1.2


class Town:
    """The points of the town, by prefab, and the random numbers that they come from."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(SEED)
        self.positions: dict[str, list[list[float]]] = defaultdict(list)

    def one_of(self, choices: Sequence[T]) -> T:
        """Return any of them."""
        return choices[int(self.random.integers(len(choices)))]

    def put(self, prefab: str, x: float, z: float, yaw: float = 0.0, scale: float = 1.0) -> None:
        """Add a point."""
        place = [round(float(each), 2) for each in (x, 0.0, z, yaw, scale)]
        if scale == 1.0:
            place.pop()
        self.positions[prefab].append(place)

    def tree(self, prefab: str, x: float, z: float) -> None:
        """Add a tree, none like another."""
        self.put(prefab, x, z, self.random.uniform(0.0, 360.0), self.random.uniform(0.8, 1.25))

    def streets(self, x: float, z: float) -> None:
        """Add what lies east and south of a block: two streets, their crossing, what stands along all its sides."""
        for place in (-16.0, 0.0, 16.0):
            self.put("street", x + PITCH[0] / 2, z + place)
        for place in (-25.5, -8.5, 8.5, 25.5):
            self.positions["long_street"].append([x + place, 0, z + PITCH[1] / 2, 90])
        self.put("crossing", x + PITCH[0] / 2, z + PITCH[1] / 2)
        for place in (-22.0, 0.0, 22.0):
            self.put("streetlamp", x + place, z + HALF[1] + 1.9, -90)
        for place in (-11.0, 11.0):
            self.put("streetlamp", x + place, z - HALF[1] - 1.9, 90)
            self.put("streetlamp", x + HALF[0] + 1.9, z + place, 0)
        self.put("streetlamp", x - HALF[0] - 1.9, z, 180)
        for side in (-1, 1):
            for place in range(-28, 29, 14):
                self.tree("poplar", x + place + 3.0, z + side * (HALF[1] + 0.9))
        for side in (-1, 1):
            for _ in range(self.random.integers(3)):
                along = self.random.uniform(-30.0, 30.0)
                self.put(self.one_of(CARS), x + along, z + side * (HALF[1] + 3.7), 90.0 * side)

    def square(self, x: float, z: float) -> None:
        """Fill a block with the market."""
        self.put("paving", x, z)
        self.put("fountain", x, z)
        for place in range(12):
            angle = math.tau * place / 12
            if place not in GAPS:
                stall = ("stall", "stall_blue")[place % 2]
                self.put(stall, x + 17.0 * math.cos(angle), z + 14.0 * math.sin(angle), 270.0 - math.degrees(angle))
        for place in (-1, 1):
            self.put("kiosk", x + 27.0 * place, z, -90.0 * place)
            for across in (-1, 1):
                self.put("bench", x + 8.5 * place, z + 7.5 * across, 45.0 * place * (2 - across))
                for along in (14.0, 21.0, 28.0):
                    self.tree("tree", x + along * place, z + 20.5 * across)

    def church(self, x: float, z: float) -> None:
        """Fill a block with the church and its trees."""
        self.put("paving", x, z)
        self.put("church", x, z - 2.0)
        for side in (-1, 1):
            for place in (-18.0, -9.0, 0.0, 9.0):
                self.tree(self.one_of(TREES), x + side * 19.0, z + place)
                self.tree(self.one_of(TREES), x + side * 28.0, z + place + 3.0)

    def rows(self, x: float, z: float) -> None:
        """Fill a block with townhouses around a court."""
        self.put("court", x, z)
        for place in range(10):
            along = -30.6 + 6.8 * place
            self.put(self.one_of(TOWNHOUSES), x + along, z + HALF[1] - 5.0, 0)
            self.put(self.one_of(TOWNHOUSES), x + along, z - HALF[1] + 5.0, 180)
        for place in range(4):
            along = -10.2 + 6.8 * place
            self.put(self.one_of(TOWNHOUSES), x + HALF[0] - 5.0, z + along, 90)
            self.put(self.one_of(TOWNHOUSES), x - HALF[0] + 5.0, z + along, -90)
        for along in (-14.0, -5.0, 5.0, 14.0):
            self.tree(self.one_of(TREES), x + along, z + self.random.uniform(-6.0, 6.0))

    def park(self, x: float, z: float) -> None:
        """Fill a block with trees and a fountain."""
        self.put("fountain", x, z)
        for angle in (45.0, 135.0, 225.0, 315.0):
            away = math.radians(angle)
            self.put("bench", x + 8.0 * math.sin(away), z + 8.0 * math.cos(away), angle + 180.0)
        for _ in range(40):
            east, south = self.random.uniform(-30.0, 30.0), self.random.uniform(-20.0, 20.0)
            if math.hypot(east, south) > CLEARING:
                self.tree(self.one_of(("poplar", *TREES)), x + east, z + south)
        for place in range(-27, 28, 9):
            for side in (-1, 1):
                self.put("hedge", x + place, z + 22.5 * side)

    def gardens(self, x: float, z: float, share: float) -> None:
        """Fill a block with houses in their gardens, as many as a share of its plots."""
        for side in (-1, 1):
            for plot in range(5):
                along = x - 27.2 + 13.6 * plot
                if self.random.random() > share:
                    self.tree(self.one_of(TREES), along, z + 12.0 * side)
                    self.tree(self.one_of(TREES), along + 4.0, z + 7.0 * side)
                    continue
                yaw = (0.0 if side > 0 else 180.0) + self.one_of((0.0, 0.0, 90.0, -90.0))
                self.put(self.one_of(("house", "house", "house_blue")), along, z + 14.5 * side, yaw)
                self.put("hedge", along - 3.4, z + 23.0 * side)
                self.tree(self.one_of(TREES), along + self.random.uniform(-4.0, 4.0), z + 5.5 * side)
                if self.random.random() < PARKED:
                    self.put(self.one_of(CARS), along + 5.2, z + 17.5 * side, 180.0 * (side > 0))

    def fill(self) -> None:
        """Add all blocks."""
        for column in range(-REACH[0], REACH[0] + 1):
            for line in range(-REACH[1], REACH[1] + 1):
                x, z = PITCH[0] * column, PITCH[1] * line
                away = math.hypot(column, line * PITCH[1] / PITCH[0])
                self.streets(x, z)
                if (column, line) == (0, 0):
                    self.square(x, z)
                elif (column, line) == (0, -1):
                    self.church(x, z)
                elif (column, line) in {(2, 1), (-3, -2), (3, 5), (-4, 4), (0, -5)}:
                    self.park(x, z)
                elif away < CENTRE:
                    self.rows(x, z)
                else:
                    self.gardens(x, z, 0.95 if away < SUBURB else 0.6)

    def row_of(self, prefab: str) -> dict[str, object]:
        """Return the row of the world file that holds the points of a prefab."""
        row: dict[str, object] = {"prefab": prefab, "positions": self.positions[prefab]}
        if prefab == "long_street":
            prefab = "street"
            # Between two crossings along x lie 68 m, and a street is 16 m long.
            row |= {"prefab": prefab, "scale": [1, 1, 1.0625]}
        if prefab in DISTANCES:
            row["load_distance"] = DISTANCES[prefab]
            row["unload_distance"] = round(DISTANCES[prefab] * UNLOAD_FACTOR)
        return row


def main() -> None:
    """Write the file, a line a row."""
    town = Town()
    town.fill()
    rows = [json.dumps(town.row_of(prefab), separators=(",", ":")) for prefab in sorted(town.positions)]
    header = {"version": 1, "description": "A town. Made by tools/make_town.py.", "prefabs": PREFABS}
    text = json.dumps(header, indent=2)[:-2] + ',\n  "rows": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n"
    TARGET.write_text(text)
    print(f"town     {sum(map(len, town.positions.values()))} points, {TARGET.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
