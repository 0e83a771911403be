"""Which hand-ins are suspiciously alike: a list for a person to look at, never a verdict."""
