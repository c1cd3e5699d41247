extends Node3D
## A script that prefabs bring along, if they may.

## Set by prefabs.
@export var speed := 1.0
## Set by prefabs, to a node.
@export var target: Node
