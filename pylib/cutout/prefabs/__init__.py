"""From files of prefabs to what the game instantiates.

::

    file ──▶ json_text, ron_text ──▶ schema ──▶ templates (values) ──▶ inheritance ──▶ compiling ──▶ store
             plain values            shape      one file, typed        files together  flat arrays   on disk

    world file ──▶ json_text, ron_text ──▶ world_files (world_values, world_prefabs, world_rows) ──▶ world_points
                   plain values            fields, paths, places                                    flat arrays

Only `kind` knows the worker and only `compiling` and `store` the wire; nothing here knows Godot. What a file says is
hostile until `templates` or `world_files` has read it. Every way from a file to a failure is a typed error with a line.
"""
