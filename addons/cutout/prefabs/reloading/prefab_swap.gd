extends RefCounted
## Puts a new instance where an old one is.


## Takes [param old] out of the tree and puts [param made] in its place: with its name, its place
## among its siblings and in space, its owner, and the groups that the game has put it in or taken
## it out of since it was made with [param old_groups].
static func swap(old: Node, made: Node, old_groups: PackedStringArray) -> void:
	var parent := old.get_parent()
	var place := old.get_index()
	var owner := old.owner
	var is_unique := old.unique_name_in_owner
	_place_like(old, made)
	_group_like(old, made, old_groups)
	# Two cannot have one unique name, not even for a moment.
	old.unique_name_in_owner = false
	parent.remove_child(old)
	made.name = old.name
	parent.add_child(made)
	# Scripts have run: they may have freed it, or moved it elsewhere.
	if not is_instance_valid(made) or made.get_parent() != parent:
		return
	parent.move_child(made, place)
	if is_instance_valid(owner):
		made.owner = owner
		made.unique_name_in_owner = is_unique


static func _place_like(old: Node, made: Node) -> void:
	if old is Node3D and made is Node3D:
		(made as Node3D).transform = (old as Node3D).transform
	elif old is Node2D and made is Node2D:
		(made as Node2D).transform = (old as Node2D).transform
	elif old is Control and made is Control:
		var from: Control = old
		var to: Control = made
		to.position = from.position
		to.rotation = from.rotation
		to.scale = from.scale


static func _group_like(old: Node, made: Node, old_groups: PackedStringArray) -> void:
	for group in old.get_groups():
		# The engine has groups of its own.
		if not str(group) in old_groups and not str(group).begins_with("_"):
			made.add_to_group(group)
	for group in old_groups:
		if not old.is_in_group(group) and made.is_in_group(group):
			made.remove_from_group(group)
