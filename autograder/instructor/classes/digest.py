"""The digest that tells whether a result still holds: same submission, graders and engine."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import autograder
from autograder.chapters import Chapter
from autograder.grading.secret import course_secret


def digest(
    chapter: Chapter,
    name: str,
    data: bytes,
    limits: Mapping[str, float],
    isolation: str,
    fault: str = "",
) -> str:
    """Return the digest of grading `data`, a file called `name`, on this chapter, here and now."""
    settings = json.dumps([name, fault, isolation, dict(limits)], sort_keys=True)
    return _hash([data, settings.encode(), _chapter_digest(chapter).encode()])


@functools.lru_cache
def _chapter_digest(chapter: Chapter) -> str:
    """Return what results of a chapter depend on beside the submission."""
    engine = Path(autograder.__file__).parent
    code = [
        path
        for path in sorted(engine.rglob("*.py"))
        if "graders" not in path.relative_to(engine).parts
    ]
    own = (*sorted(chapter.graders.glob("*.py")), chapter.solution)
    return _hash([course_secret(chapter.root), *(path.read_bytes() for path in (*code, *own))])


def _hash(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()
