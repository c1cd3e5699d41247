extends ColorRect
## Covers the screen until there is something to see.

const _RISE_SEC := 0.5


## Comes down, and rises once what a streamer gives to await has come: [param awaited] is a signal,
## or there already.
func fall_until(awaited: Variant) -> void:
	modulate.a = 1.0
	if not awaited is Signal:
		_rise()
		return
	var settled: Signal = awaited
	settled.connect(_rise.unbind(1), CONNECT_ONE_SHOT)


func _rise() -> void:
	create_tween().tween_property(self, ^"modulate:a", 0.0, _RISE_SEC)
