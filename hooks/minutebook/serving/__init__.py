"""The archive while a clerk writes: what was saved is seen at once, and what takes long is made in a process beside."""
