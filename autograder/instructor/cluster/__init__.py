"""Grades a class on several machines, as workers of a Dask cluster.

The client (`dispatch`) sends tasks and alone writes results. Each worker holds a `station`, which
grades in sandboxes of its own; a chapter's hidden files travel in a `parcel`. `belongings` are what
client and worker must have in common, `encryption` is what they need to trust each other.
"""
