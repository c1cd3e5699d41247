"""The world: the kinds ``chunk`` and ``road_mesh``, pure functions of their requests; no I/O, no clock, no Godot.

::

    road_kind, chunk kind ─▶ what a worker runs for a request
    roads                 ─▶ meshes of single roads, bridges and junctions

Axes are those of Godot in space: x right, y up, z towards the viewer; metres; triangles wind clockwise from outside.
Nothing here imports processes or messages but the modules of kinds.
"""
