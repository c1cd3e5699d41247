extends RefCounted
## A world of points that is there, or on its way.

## Whoever awaits it: [code]true[/code] once all its points are known.
signal ended(is_there: bool)

var path := ""
## While it is read.
var job: CutoutJob
## What the worker said, while it is put into the tables.
var content := {}
## What the file says, as long as it is watched.
var file := {}
## Where the ids of points go that come to others; empty for one after the other.
var slots := PackedInt32Array()
## What is put into the tables once this is out of them.
var successor: RefCounted
## The numbers of its prefabs.
var kinds := PackedInt32Array()
## The numbers of its first point and of the next one to be put into the tables, and of the
## region that one belongs to.
var first := 0
var next := 0
var region := -1
## How many of its regions are in the tables.
var placed := 0
## The ids of its points, and the names of its regions.
var ids := PackedInt64Array()
var regions := PackedStringArray()
var is_there := false
## It was taken out again before it was there.
var is_doomed := false


## Tells whoever awaits it.
func end(p_is_there: bool) -> void:
	ended.emit(p_is_there)
