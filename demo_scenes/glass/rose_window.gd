extends Node2D
## A round window: panes of coloured glass in rings, with lead between them.
##
## Each pane is a [CutoutDestructible2D] with anchors all along its edge: after a hit, what still
## reaches the lead stays in the window, and the rest falls.

## The layer that shards are in once they are loose: they fall past those that stand.
const LOOSE_SHARDS := 4

const _ANCHOR_STEP := 14.0
const _ARC_STEP := 9.0
const _LEAD := Color("17131a")
const _LEAD_SHINE := Color(1.0, 0.8, 0.6, 0.22)
const _LOOSE_Z := 4
const _WORLD := 1

## What the pieces of a pane are made from.
@export var shard: PackedScene
## How a pane breaks.
@export var params: CutoutFractureParams
## The look of the glass: ripples, and how it shines.
@export var ripples: Texture2D
@export var shine: Material
## The rings: where each ends, from the middle to the wall.
@export var radii := PackedFloat32Array([46.0, 120.0, 208.0, 300.0])
## How many panes each ring has.
@export var counts := PackedInt32Array([1, 8, 12, 12])
## The colours of each ring, in turn.
@export var colors: Array[PackedColorArray] = []

## The panes, from the middle outwards.
var panes: Array[CutoutDestructible2D] = []


func _ready() -> void:
	for ring in radii.size():
		for sector in counts[ring]:
			_add_pane(ring, sector)


## Returns the pane at a place, in global coordinates; [code]null[/code] if there is none.
func pane_at(point: Vector2) -> CutoutDestructible2D:
	for pane in panes:
		if Geometry2D.is_point_in_polygon(pane.to_local(point), pane.polygon):
			return pane
	return null


func _add_pane(ring: int, sector: int) -> void:
	var pane := CutoutDestructible2D.new()
	pane.polygon = _outline_of(ring, sector)
	pane.anchors = _along(pane.polygon, _ANCHOR_STEP)
	pane.color = colors[ring][sector % colors[ring].size()]
	pane.texture = ripples
	pane.material = shine
	pane.params = params
	pane.fragment_scene = shard
	pane.loose_layer = LOOSE_SHARDS
	pane.loose_mask = _WORLD | LOOSE_SHARDS
	pane.fragment_released.connect(_bring_forward)
	pane.freeze = true
	# Shards fall past the panes that are whole.
	pane.collision_layer = 0
	pane.max_health = 1.0
	pane.break_radius = 34.0
	pane.explosion_speed = 190.0
	pane.explosion_spin = 7.0
	pane.damage_impulse = 0.0
	add_child(pane)
	panes.append(pane)


func _outline_of(ring: int, sector: int) -> PackedVector2Array:
	var outer := radii[ring]
	if ring == 0:
		return _arc(outer, 0.0, TAU).slice(1)
	var width := TAU / counts[ring]
	# Each ring begins half a pane later than the one inside.
	var start := (sector + 0.5 * (ring % 2)) * width - TAU / 4.0
	var inner := _arc(radii[ring - 1], start, start + width)
	inner.reverse()
	return _arc(outer, start, start + width) + inner


func _bring_forward(piece: CutoutFragment2D) -> void:
	piece.z_index = _LOOSE_Z


func _draw_lead(on: CanvasItem) -> void:
	for ring in radii.size():
		var inner := radii[ring - 1] if ring > 0 else 0.0
		for sector in counts[ring] if ring > 0 else 0:
			var width := TAU / counts[ring]
			var along := Vector2.from_angle((sector + 0.5 * (ring % 2)) * width - TAU / 4.0)
			on.draw_line(along * inner, along * radii[ring], _LEAD, 8.0, true)
			on.draw_line(along * inner, along * radii[ring], _LEAD_SHINE, 2.0, true)
		on.draw_arc(Vector2.ZERO, radii[ring], 0.0, TAU, 96, _LEAD, 9.0 + 2.0 * ring, true)
		on.draw_arc(Vector2.ZERO, radii[ring] - 1.0, 0.0, TAU, 96, _LEAD_SHINE, 2.0, true)


static func _arc(radius: float, from: float, to: float) -> PackedVector2Array:
	var points := PackedVector2Array()
	var count := maxi(2, ceili(radius * absf(to - from) / _ARC_STEP))
	for i in count + 1:
		points.append(Vector2.from_angle(lerpf(from, to, float(i) / count)) * radius)
	return points


## Returns points along a ring, a little inside of it as seen from its middle.
static func _along(ring: PackedVector2Array, step: float) -> PackedVector2Array:
	var middle := Vector2.ZERO
	for point in ring:
		middle += point / ring.size()
	var points := PackedVector2Array()
	for i in ring.size():
		var from := ring[i]
		var to := ring[(i + 1) % ring.size()]
		var count := maxi(1, roundi(from.distance_to(to) / step))
		for k in count:
			points.append(from.lerp(to, float(k) / count).move_toward(middle, 2.0))
	return points


func _on_lead_draw() -> void:
	_draw_lead($Lead as CanvasItem)
