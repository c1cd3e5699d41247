extends RefCounted
## What is asked of a body that breaks, one after the other. A job has the outline of when it was
## submitted: what is asked while another is under way has to wait for what that leaves.


## Something that waits for its turn.
class Turn:
	extends RefCounted
	## Emitted with the job that did it, or with the one before if it has become pointless.
	signal finished(job: CutoutJob)
	## Submits the job, and returns what to wait for; [code]null[/code] if it is pointless by now.
	var begin: Callable


var _is_taken := false
var _waiting: Array[Turn] = []


## Begins, or waits for its turn. Returns what to [code]await[/code] for the end, which yields the
## job; [code]null[/code] if [param begin] does.
func take(begin: Callable) -> Variant:
	if not _is_taken:
		return _begin(begin)
	var turn := Turn.new()
	turn.begin = begin
	_waiting.append(turn)
	return turn.finished


func _begin(begin: Callable) -> Variant:
	var ending: Variant = begin.call() if begin.is_valid() else null
	if ending is Signal:
		_is_taken = true
		var finished: Signal = ending
		# Not a method of this: the body, and this with it, may be gone before those that wait are
		# answered.
		finished.connect(_end.bind(self), CONNECT_ONE_SHOT)
	return ending


static func _end(job: CutoutJob, turns: RefCounted) -> void:
	turns.call(&"_go_on", job)


## Gives the next its turn. What waits for a body that is gone, or that somebody else breaks, ends.
func _go_on(job: CutoutJob) -> void:
	_is_taken = false
	var may_go_on := job.state == CutoutJob.State.COMPLETED or job.state == CutoutJob.State.FAILED
	while not _waiting.is_empty() and not _is_taken:
		var turn: Turn = _waiting.pop_front()
		var ending: Variant = _begin(turn.begin) if may_go_on else null
		if ending is Signal:
			var finished: Signal = ending
			finished.connect(_pass_on.bind(turn), CONNECT_ONE_SHOT)
		else:
			turn.finished.emit(ending if ending is CutoutJob else job)


static func _pass_on(job: CutoutJob, turn: Turn) -> void:
	turn.finished.emit(job)
