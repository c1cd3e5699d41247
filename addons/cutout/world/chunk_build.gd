@abstract
extends RefCounted
## Makes of a worker's answer what the game shows, step by step.
##
## A step is as much as a frame can always bear, such as one surface of a mesh. What kind it is says
## the frame budget what it costs.

## The kind of a step that there is not.
const NOTHING := &""

## What is made. It is in the tree, hidden, from the first step on: nobody else has to free it.
var root: Node
## What the worker told of it.
var statistics := {}

## Takes a worker's answer in. Returns what is wrong with it; empty if nothing is.
@abstract func take(result: Variant) -> String

## Returns the kind of the next step; [constant NOTHING] if all is done.
@abstract func next_kind() -> StringName

## Does the next step.
@abstract func step() -> void

## Shows what was made. All steps are done.
@abstract func show() -> void

## Frees what was made so far.
@abstract func abandon() -> void
