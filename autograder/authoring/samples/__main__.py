"""`python -m autograder.authoring.samples OUT [CHAPTER…]`: name the sample class's folder to grade.

That is the class as it was written by hand, or OUT with a copy of it and what is composed. Where
chapters are named, OUT has these alone.
"""

import os
import sys
from pathlib import Path

from autograder.authoring.samples.folder import write_class
from autograder.authoring.samples.table import BY_HAND, composed
from autograder.chapters import find_chapter, find_root
from autograder.errors import AutograderError


def main(arguments: list[str]) -> int:
    """Print the folder to grade; return the exit code."""
    if not arguments:
        print("error: name one folder to write to, such as build/samples", file=sys.stderr)
        return 2
    out, *names = arguments
    try:
        root = find_root()
        chapters = [find_chapter(root, name).name for name in names]
        if (samples := composed(root)) or chapters:
            write_class(root, samples, Path(out), chapters)
    except AutograderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(out if samples or chapters else os.path.relpath(root / BY_HAND))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
