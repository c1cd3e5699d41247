"""The plan of roads: towns in cells, streets in towns, highways between them, as stations with heights."""
