extends "../case.gd"
## The doctor looks at [code]--python=[/code] and finds [code]--bad=[/code] wrong, and nothing if
## that is empty.

const Doctor := preload("res://addons/cutout/editor/doctor.gd")
const Finding := preload("res://addons/cutout/editor/finding.gd")
const ORDER: Array[String] = [
	Doctor.LIBRARY, Doctor.PYTHON, Doctor.PACKAGES, Doctor.HOST, Doctor.WORKERS
]


func run() -> void:
	if arguments.has("expect"):
		expect_error(str(arguments["expect"]))
	var doctor := Doctor.new()
	doctor.get_processor = func() -> CutoutBatchProcessor: return CutoutBatch
	add_child(doctor)
	doctor.examine(str(arguments["python"]))
	var findings: Array[Finding] = await doctor.examined
	var bad: String = arguments.get("bad", "")
	var titles: Array[String] = []
	for finding in findings:
		titles.append(finding.title)
		equal(finding.state == Finding.State.BAD, finding.title == bad, str(finding))
		check(finding.sentence.length() > 10, "%s is a sentence" % finding)
	equal(titles, ORDER, "everything is listed")
	facts["sentence"] = Doctor.problem_in(findings)
	facts["findings"] = findings.map(str)
	doctor.queue_free()
