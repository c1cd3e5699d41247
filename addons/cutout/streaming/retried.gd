extends RefCounted
## Something that is tried again after it has failed; see [code]RetryPlan[/code].

## How often it has failed.
var attempts := 0
## When it is tried again, on the clock of the plan.
var retry_sec := 0.0
