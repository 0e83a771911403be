"""The engine of the course: grades submissions, checks exercises, builds chapters."""

__version__ = "0.1.0"
