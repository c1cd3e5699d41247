extends RefCounted
## What drives the pieces of something in space apart: a blow in one direction, and an explosion in
## all.
##
## Both are strongest at the origin, and half as strong at the distance [member reach].

const Blast3D := preload("blast_3d.gd")

## Where it happens, in global coordinates.
var origin := Vector3.ZERO
## The momentum that the pieces get together, in kilograms times units a second.
var impulse := Vector3.ZERO
## How fast the explosion drives a piece at the origin, in units a second.
var speed := 0.0
## The distance of half the strength; 0 for the same strength everywhere.
var reach := 0.0
## How fast pieces begin to turn, at most, in radians a second.
var spin := 0.0


func _init(p_origin := Vector3.ZERO, p_impulse := Vector3.ZERO) -> void:
	origin = p_origin
	impulse = p_impulse


## Explodes like another, wherever it is; not at all with [code]null[/code].
func explode_like(other: Blast3D) -> void:
	if other != null:
		speed = other.speed
		reach = other.reach
		spin = other.spin


## Returns how strong it is at a distance, from 0 to 1.
func strength(distance: float) -> float:
	return reach / (reach + distance) if reach > 0.0 else 1.0


## Returns how fragment [param index] begins to turn: another way for each, the same every time.
func spin_of(index: int) -> Vector3:
	var turn := index * 2.4
	var axis := Vector3(sin(turn), sin(turn * 1.7 + 1.0), sin(turn * 2.3 + 2.0))
	return axis.normalized() * spin * (0.3 + 0.7 * absf(sin(turn * 0.7 + 0.5)))
