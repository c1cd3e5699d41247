extends RefCounted
## How many fragments are not what they were meant to be, and why.

var _counts: Dictionary[CutoutDebris.Reason, int] = {}
var _told: Dictionary[CutoutDebris.Reason, int] = {}


func _init() -> void:
	for reason: CutoutDebris.Reason in CutoutDebris.Reason.values():
		_counts[reason] = 0
		_told[reason] = 0


## Counts fragments.
func add(reason: CutoutDebris.Reason, count: int) -> void:
	if count > 0:
		_counts[reason] += count


## Emits [param degraded] for what has been counted since it last did.
func tell(degraded: Signal) -> void:
	for reason: CutoutDebris.Reason in _counts:
		var count := _counts[reason] - _told[reason]
		if count > 0:
			_told[reason] = _counts[reason]
			degraded.emit(reason, count)


## Adds what has ever been counted to [param stats], by the name of the reason.
func write_to(stats: Dictionary) -> void:
	for reason: CutoutDebris.Reason in _counts:
		var title: String = CutoutDebris.Reason.find_key(reason)
		stats[title.to_lower()] = _counts[reason]
