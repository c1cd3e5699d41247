extends AudioStreamPlayer
## A short sound that is made, not loaded: noise and tones that ring out, as of something that
## breaks.

const _RATE := 22050
const _PEAK := 32767.0

## How long it lasts.
@export_range(0.05, 3.0, 0.05, "suffix:s") var length_sec := 0.6
## The tones in it.
@export var tones_hz := PackedFloat32Array([180.0])
## How much of it is noise.
@export_range(0.0, 1.0, 0.01) var noise_share := 0.7
## How dull the noise is: 0 hisses, 0.99 rumbles.
@export_range(0.0, 0.99, 0.01) var dullness := 0.6
## How soon it is quiet: it falls to a third in one by this many of its length.
@export_range(1.0, 30.0, 0.5) var falloff := 6.0
## How far each playing may differ in pitch.
@export_range(0.0, 0.5, 0.01) var variation := 0.15


func _ready() -> void:
	max_polyphony = 6
	stream = _make()


## Plays it, a little higher or lower than the last time.
func burst() -> void:
	# Where nobody hears it: the engine warns of what still sounds when a game quits.
	if AudioServer.get_driver_name() == "Dummy":
		return
	pitch_scale = randf_range(1.0 - variation, 1.0 + variation)
	play()


func _make() -> AudioStreamWAV:
	var count := int(length_sec * _RATE)
	var samples := PackedByteArray()
	samples.resize(count * 2)
	var random := RandomNumberGenerator.new()
	random.seed = 7
	var hiss := 0.0
	for i in count:
		var time := float(i) / _RATE
		hiss = lerpf(random.randf_range(-1.0, 1.0), hiss, dullness)
		var ringing := 0.0
		for tone in tones_hz:
			ringing += sin(TAU * tone * time) / tones_hz.size()
		var value := lerpf(ringing, hiss / maxf(1.0 - dullness, 0.2), noise_share)
		value *= exp(-falloff * i / count)
		samples.encode_s16(i * 2, int(clampf(value * 0.6, -1.0, 1.0) * _PEAK))
	var sound := AudioStreamWAV.new()
	sound.format = AudioStreamWAV.FORMAT_16_BITS
	sound.mix_rate = _RATE
	sound.data = samples
	return sound
