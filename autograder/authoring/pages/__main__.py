"""Makes pages that are missing or stale: `python -m autograder.authoring.pages ch01_neuron`."""

from __future__ import annotations

import sys

from autograder.authoring.pages.publishing import publish
from autograder.chapters import find_chapter, find_root
from autograder.errors import AutograderError


def main() -> None:
    """Make the pages of the chapters that are named, or of all."""
    root = find_root()
    try:
        publish(root, [find_chapter(root, name) for name in sys.argv[1:]])
    except AutograderError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
