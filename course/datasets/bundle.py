"""The sets that the course brings along."""

from pathlib import Path

BUNDLE = Path(__file__).resolve().parents[1] / "data"  # its SOURCES.md says where they come from
