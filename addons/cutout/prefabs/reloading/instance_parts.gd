extends RefCounted
## What a hot reload has to know of an instance: what it was made from, and its nodes and resources,
## by their ids, so that it finds them wherever the game has put them since.

## What it is an instance of.
var prefab: CutoutPrefab
## The nodes, as the plan of the prefab counts them.
var nodes := PackedInt64Array()
## The resources; 0 for those that it shares with others.
var resources := PackedInt64Array()


## Takes note of what is there: [param made] are the nodes, without those that are gone, [param
## slots] what their values refer to.
func note(p_prefab: CutoutPrefab, made: Array, slots: Array) -> void:
	prefab = p_prefab
	nodes.clear()
	resources.clear()
	for each: Variant in made:
		# The game may have freed some while it saw the tree grow.
		var id := 0
		if is_instance_valid(each):
			var found: Node = each
			id = found.get_instance_id()
		nodes.append(id)
	resources.resize(prefab.plan.resource_count())
	for number in prefab.plan.own_resources:
		var own: Resource = slots[number]
		resources[number] = own.get_instance_id()


## Returns a node, or [code]null[/code] if it is gone or about to go.
func node(number: int) -> Node:
	if nodes[number] == 0 or not is_instance_id_valid(nodes[number]):
		return null
	var found: Node = instance_from_id(nodes[number])
	return null if found.is_queued_for_deletion() else found


## Returns a resource that is its own; [code]null[/code] if it is gone, or shared.
func resource(number: int) -> Resource:
	var id := resources[number]
	return instance_from_id(id) as Resource if id != 0 and is_instance_id_valid(id) else null
