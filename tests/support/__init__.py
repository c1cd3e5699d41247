"""What tests share: starting the real engine, and kinds of job that misbehave on purpose."""
