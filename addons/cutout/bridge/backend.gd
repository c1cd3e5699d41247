extends RefCounted
## The Python side, as the game sees it: a state, and a pipe for bytes.
##
## The one file that names the native class, through ClassDB: a project whose native library is not
## built must still load, and say what is missing.

## The state has changed; for [constant State.FAILED], [method error] says why.
signal state_changed(state: State)

## What the Python side is doing.
enum State {
	## Not started.
	IDLE,
	## The interpreter starts; jobs may be sent already.
	STARTING,
	## Up.
	RUNNING,
	## Ending.
	STOPPING,
	## Down, and not coming up by itself.
	FAILED,
}

## What to say where the native library is missing.
const NOT_BUILT := (
	"Cutout's native library is not loaded; run 'make setup' (or reinstall the addon),"
	+ " then open the project in the editor once."
)

const _CLASS := &"CutoutPython"

## The last known state.
var state: State = State.IDLE
var _native: RefCounted
var _error := ""
## Starts the interpreter once the one before has ended; invalid if none waits for that.
var _start_later := Callable()


## Starts the interpreter in the background. [param options] are those of the host.
func start(python: String, options: Dictionary) -> void:
	if not is_library_loaded():
		_error = NOT_BUILT
		_enter(State.FAILED)
		return
	_native = ClassDB.instantiate(_CLASS)
	var status: int = _native.call(&"start", python, JSON.stringify(options))
	if status == ERR_BUSY:
		_start_later = start.bind(python, options)
	elif status != OK:
		_error = _native.call(&"last_error")
		_enter(State.FAILED)
	else:
		_enter(State.STARTING)


## Returns whether the native library is there.
static func is_library_loaded() -> bool:
	return ClassDB.class_exists(_CLASS)


## Asks the interpreter to end; returns at once.
func stop() -> void:
	_start_later = Callable()
	if _native != null:
		_native.call(&"stop")


## Returns [code]true[/code] while messages are taken.
func is_up() -> bool:
	return state == State.STARTING or state == State.RUNNING


## Sends one message. Returns [code]false[/code] if the Python side is down.
func post(message: PackedByteArray) -> bool:
	if not is_up():
		return false
	var status: int = _native.call(&"post", message)
	return status == OK


## Returns the oldest message that has arrived, empty if there is none.
func poll() -> PackedByteArray:
	if _native == null:
		return PackedByteArray()
	return _native.call(&"poll")


## Reads the state again; emits [signal state_changed] if it is another.
func refresh() -> void:
	if _native == null:
		return
	var now: int = _native.call(&"state")
	if _start_later.is_valid():
		# What still ends is the one before; this one is idle until then.
		if now != State.STOPPING:
			var start_now := _start_later
			_start_later = Callable()
			start_now.call()
		return
	if now != state:
		if now == State.FAILED:
			_error = _native.call(&"last_error")
		_enter(now as State)


## Returns what is wrong and what to do; empty if nothing is.
func error() -> String:
	return _error


func _enter(next: State) -> void:
	state = next
	state_changed.emit(next)
