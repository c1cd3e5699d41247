extends "../prefab_case.gd"
## Prefabs that a stranger has written, beside a resource whose script the engine would run:
## nothing of it runs, whatever they say, and they get hold of nothing that is not theirs.

const _RAN := &"cutout_stranger_ran"
const _EVIL := """[gd_resource type="Resource" load_steps=2 format=3]

[sub_resource type="GDScript" id="1"]
script/source = "extends Resource
func _init() -> void:
	Engine.set_meta(&'%s', true)
"

[resource]
script = SubResource("1")
"""

var _loader: CutoutPrefabLoader


func run() -> void:
	await prepare()
	var evil := write("evil.tres", _EVIL % _RAN)
	load(evil)
	check(Engine.has_meta(_RAN), "its script runs where the engine loads it")
	Engine.remove_meta(_RAN)
	_loader = new_loader()
	var include := '#include "%s"' % evil
	for text: String in ["[img]%s[/img]" % evil, "[font=%s]a[/font]" % evil]:
		var properties := {"bbcode_enabled": true, "text": text}
		await _is_refused({"type": "RichTextLabel", "properties": properties}, "bbcode_enabled")
	for type: String in ["Shader", "ShaderInclude", "VisualShader"]:
		await _is_refused(_with_component(type, {"code": include}), type)
	var gold := folder.path_join("gold.tres")
	await _is_refused(_with_component("BoxMesh", {"resource_path": gold}), "resource_path")
	check(not ResourceLoader.has_cached(gold), "nothing goes for another's file")
	await _is_refused(_with_component("ArrayMesh", {"_surfaces": []}), "_surfaces")
	await _is_refused({"type": "LinkButton", "properties": {"uri": evil}}, "uri")
	await _is_refused({"type": "MultiplayerSynchronizer"}, "MultiplayerSynchronizer")
	await _leads_nowhere()
	check(not Engine.has_meta(_RAN), "nothing has run")
	clean()


func _leads_nowhere() -> void:
	for path: String in ["/root", "..", "../../Runner", "A/../..", "./../A"]:
		var keys := {"properties": {"metadata/x": {"node": path}}}
		keys["children"] = [{"name": "A", "type": "Node3D"}]
		await _is_refused(keys, "leads out of the prefab")
	var inside := {
		"children":
		[
			{"name": "A", "type": "Node3D", "properties": {"metadata/x": {"node": ".."}}},
			{"name": "B", "type": "Node3D", "properties": {"metadata/x": {"node": "./../A/../B"}}}
		]
	}
	var root := await make_well(_loader, write_prefab("inside.json", inside))
	equal(root.get_node(^"A").get_meta(&"x"), root, "the root")
	equal(root.get_node(^"B").get_meta(&"x"), root.get_node(^"B"), "a node of the same prefab")
	root.free()


func _with_component(type: String, properties: Dictionary) -> Dictionary:
	var component := {"id": "c", "type": type, "properties": properties}
	return {"components": [component], "properties": {"metadata/x": {"resource": "c"}}}


func _is_refused(keys: Dictionary, word: String) -> void:
	var path := write_prefab("%s.json" % JSON.stringify(keys).md5_text(), keys)
	await fails_as(_loader, path, CutoutError.Code.BAD_FILE, [path, word])
