extends Node3D
## A thing glued together of sheets: when one breaks, the next ones fall.

const Sheet := preload("sheet.gd")

## How many sheets may be lost before what lies on top falls.
var stands_loss_of := 1

var _lost := 0
var _sheets: Array[Sheet] = []
var _tops: Array[Sheet] = []


## Adds a sheet at a place. What is on top falls when too much of the rest is lost.
func add_sheet(sheet: Sheet, place: Transform3D, is_top := false) -> void:
	sheet.transform = place
	sheet.params.seed = _sheets.size() + 7 * get_index()
	sheet.destroyed.connect(_on_lost)
	add_child(sheet)
	_sheets.append(sheet)
	if is_top:
		_tops.append(sheet)


## Adds a sheet of a new outline.
func add_outline(
	rings: Array[PackedVector2Array], paint: Color, print_on: Texture2D, place: Transform3D
) -> Sheet:
	var sheet := Sheet.new()
	sheet.cut_out(rings, paint, print_on)
	add_sheet(sheet, place)
	return sheet


## Makes a sheet one that lies on top.
func put_on_top(sheet: Sheet) -> void:
	_tops.append(sheet)


## Returns a place, turned about the vertical.
static func at(place: Vector3, degrees := 0.0) -> Transform3D:
	return Transform3D(Basis(Vector3.UP, deg_to_rad(degrees)), place)


func _on_lost() -> void:
	_lost += 1
	if _lost > stands_loss_of:
		for sheet in _tops:
			sheet.let_go()
	if _lost > stands_loss_of + 1:
		for sheet in _sheets:
			sheet.let_go()
