"""The kind ``mesh_load``: a file of a mesh, made ready for the game. Pure functions but for the reading of one file.

::

    content   ─▶ stl, stl_text, formats ─▶ RawMesh ─▶ axes ─▶ welding, topology, repair ─▶ normals ─▶ splitting
    one file,    what it holds, checked                       one vertex a place, what      vertices     surfaces
    unpacked                                                  is wrong with it                           ─▶ lods
                                                                                                         ─▶ collision

Up to `splitting`, triangles wind anticlockwise from outside, as files have it; surfaces wind clockwise, as Godot has
it. Nothing here imports processes or messages but the module of the kind; what a file says is hostile until checked.
"""
