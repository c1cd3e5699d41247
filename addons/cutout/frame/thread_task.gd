@abstract
extends RefCounted
## Work in a thread of the engine that ends on the main thread.
##
## What extends this fills its members, calls [method start], and leaves the members to the thread
## until [signal ended]. A task lives until its thread has ended, whoever has lost interest in it.
## [br][br]
## What a thread may do with what the engine makes: fill meshes and multimeshes whose number the
## main thread has asked for ([code]get_rid()[/code]; without a window the renderer's table of
## numbers is made for one thread), make shapes and bodies, and put nodes together that are in no
## tree. Materials and whatever else is shared is for the main thread.

## The thread is done, and so is [method _end]; on the main thread, at the end of a frame.
signal ended(task: RefCounted)

# On the main thread only.
static var _running: Dictionary[RefCounted, bool] = {}

var _id := -1


## Starts the thread.
func start() -> void:
	_running[self] = true
	_id = WorkerThreadPool.add_task(_run_and_tell, false, "Cutout")


## Returns [code]true[/code] from [method start] until [signal ended], or until [method wait] has
## returned.
func is_running() -> bool:
	return _id >= 0


## Waits for the thread. [signal ended] still comes.
func wait() -> void:
	if _id >= 0:
		WorkerThreadPool.wait_for_task_completion(_id)
		_id = -1


## Waits for the threads of all tasks, before the game ends.
static func wait_for_all() -> void:
	for task: RefCounted in _running.keys():
		task.call(&"wait")
	_running.clear()


## The work, in the thread.
@abstract func _run() -> void


## What is left to do on the main thread.
func _end() -> void:
	pass


func _run_and_tell() -> void:
	_run()
	_finish.call_deferred()


func _finish() -> void:
	wait()
	_running.erase(self)
	_end()
	ended.emit(self)
