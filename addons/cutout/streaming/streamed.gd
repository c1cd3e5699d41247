extends "retried.gd"
## One thing of a streamed world: how urgent it is, and where it waits.

## How far the nearest viewer is, in metres.
var distance := 0.0
## How urgent it is: the lowest first.
var score := 0.0
## When it was asked for, on the clock of [method Time.get_ticks_usec].
var asked_usec := 0

## Its place in an [code]UrgencyQueue[/code]; -1 if it is in none.
var waiting_place := -1
## Whether it is among the most urgent there.
var is_in_front := false
## Its place in a [code]TurnTable[/code]; -1 if it is in none.
var table_place := -1
