"""What isolates a worker: stage, namespaces, filter of system calls, and the levels of these."""
