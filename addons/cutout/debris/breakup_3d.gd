extends "any_breakup.gd"
## One thing in space that has broken and is to be replaced by its fragments: what
## [CutoutDebris3D] works on.

const Blast3D := preload("blast_3d.gd")
const Look3D := preload("look_3d.gd")
const Motion3D := preload("motion_3d.gd")

## Takes what broke to global coordinates; without scale.
var place: Transform3D
## How it is drawn.
var look: Look3D
## The mesh of the whole, which shrinks if there is no room for any fragment.
var whole: Mesh
## How it moves.
var motion := Motion3D.new()
## What drives the fragments apart; [code]null[/code] for nothing.
var blast: Blast3D
## How fragments explode that are hit: all of a blast but its place; [code]null[/code] for not.
var explosion: Blast3D
## How many fragments there are, as far as it is known.
var known := 0
## How many of them are awake, as far as it is known.
var awake := 0


## Returns the centre of mass of the whole, in the fracture's coordinates.
func centre() -> Vector2:
	return fracture.get_arrays().centre()
