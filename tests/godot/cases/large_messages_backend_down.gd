extends "../large_case.gd"
## The Python side goes down while an answer is decoded: the job fails, once; another run answers.

const Settings := preload("res://addons/cutout/settings.gd")
const _MODULE := "res://own_kinds.py"

var _endings := 0


func run() -> void:
	await wait_for_workers()
	hold_threads()
	CutoutBatch.job_ended.connect(func(_job: CutoutJob) -> void: _endings += 1)
	var lost := submit_large(1)
	await wait_for(func() -> bool: return decoding() == 1, "the answer is being decoded")
	var text := FileAccess.get_file_as_string(_MODULE)
	_write("raise ImportError('told to')")
	expect_error("no worker can be started")
	CutoutBatch.reload_workers()
	await ends_as(lost, CutoutJob.State.FAILED)
	equal(lost.error.code, CutoutError.Code.BACKEND_DOWN, "why it failed")
	equal(decoding(), 1, "answers that are being decoded")
	_write(text)
	CutoutBatch._pipeline.backend.start(Settings.python_executable(), Settings.host_options())
	var kept := submit_large(2)
	await wait_for(func() -> bool: return decoding() == 2, "the answer of another run")
	release_threads()
	await check_large(kept, 2)
	equal(lost.state, CutoutJob.State.FAILED, "the lost job stays as it is")
	equal(_endings, 2, "jobs that have ended")


func _write(text: String) -> void:
	var file := FileAccess.open(_MODULE, FileAccess.WRITE)
	file.store_string(text)
	file.close()
