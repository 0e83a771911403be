"""The learner's kit: what it holds, and the scan for what it must not hold."""
