extends "../streaming/turn_table.gd"
## All points of which something is there or on its way. To look at thousands of them in turn, their
## numbers are packed: an object that nobody has touched for a second is far away for a processor.

## The numbers of all of them, in turn.
var numbers := PackedInt32Array()


## Adds one.
func add(key: Variant, item: Streamed) -> void:
	super.add(key, item)
	var number: int = key
	numbers.append(number)


## Forgets one.
func remove(key: Variant, item: Streamed) -> void:
	numbers[item.table_place] = numbers[-1]
	numbers.resize(numbers.size() - 1)
	super.remove(key, item)
