"""`chapter.json`: what the checks and a learner's commands need to know of a chapter."""

from __future__ import annotations

import json
from collections.abc import Mapping

from autograder.authoring.lessons import lesson_parts
from autograder.authoring.questions import lesson_quizzes
from autograder.chapters import Chapter, WarmUp
from autograder.folds import read_hints
from autograder.grading.key import answer_key
from autograder.grading.modules import load_module
from autograder.sandbox.worker.calls import signature


def chapter_file(chapter: Chapter, stub: str, points: Mapping[str, float]) -> bytes:
    """Return the file's content; nothing of the solution is in it but the keys of the questions.

    Raises:
        CourseError: if the lesson has a fault; names file and line.
    """
    solution = load_module(chapter.solution, f"solution_{chapter.name}")
    title, *parts = lesson_parts(chapter)
    stars = {part.text: part.stars for part in parts if part.kind == "exercise"}
    rooms = answer_key(chapter).rooms if chapter.rooms else {}
    unseen = {name: room.unseen for name, room in rooms.items()}
    exercises = {
        name: {
            "points": points.get(name, 0),
            "stars": stars[name],
            "signature": signature(getattr(solution, name)),
            "unseen": unseen.get(name, []),
        }
        for name in stars  # in the order of the lesson
    }
    contents = {
        "chapter": chapter.name,
        "title": title.text.removeprefix("# "),
        "exercises": exercises,
        "hints": {} if isinstance(chapter, WarmUp) else read_hints(chapter.hints),
        "quizzes": [quiz.to_json() for quiz in lesson_quizzes(chapter, parts)],
        "stub": stub.splitlines(keepends=True),  # what `reset` puts back
    }
    return f"{json.dumps(contents, indent=1, ensure_ascii=False)}\n".encode()
