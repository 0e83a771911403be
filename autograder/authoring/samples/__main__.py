"""`python -m autograder.authoring.samples OUT`: name the folder of the sample class to grade.

That is the class as it was written by hand, or OUT with a copy of it and what is composed.
"""

import os
import sys
from pathlib import Path

from autograder.authoring.samples.folder import write_class
from autograder.authoring.samples.table import BY_HAND, composed
from autograder.chapters import find_root
from autograder.errors import AutograderError


def main(arguments: list[str]) -> int:
    """Print the folder to grade; return the exit code."""
    try:
        (out,) = map(Path, arguments)
    except ValueError:
        print("error: name one folder to write to, such as build/samples", file=sys.stderr)
        return 2
    try:
        root = find_root()
        if samples := composed(root):
            write_class(root, samples, out)
    except AutograderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(out if samples else os.path.relpath(root / BY_HAND))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
