extends RefCounted
## How much of a window for work under way is used.

const _SMOOTHING := 0.05

## The most that was under way at a time.
var peak := 0
## How much of the window is used: a moving average over frames, from 0 to 1.
var utilisation := 0.0


## Counts a frame with so many under way.
func note(active: int, window: int) -> void:
	peak = maxi(peak, active)
	utilisation = lerpf(utilisation, float(active) / maxi(window, 1), _SMOOTHING)
