"""Every section of every lesson asks two to four questions, and every key is computed."""

import pytest

from autograder.authoring.lessons import lesson_parts, title_of
from autograder.authoring.questions import lesson_quizzes
from autograder.chapters import all_chapters
from autograder.quizzes import quizzes_of
from tests.conftest import ROOT

CHAPTERS = [pytest.param(chapter, id=chapter.name) for chapter in all_chapters(ROOT)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_section_with_a_number_asks_two_to_four_questions(chapter):
    parts = lesson_parts(chapter)
    numbers = [title.split()[0] for part in parts if (title := title_of(part))[:1].isdigit()]
    asked = {quiz.section: len(quiz.questions) for quiz in lesson_quizzes(chapter, parts)}
    assert list(asked) == numbers
    assert {section: n for section, n in asked.items() if not 2 <= n <= 4} == {}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_questions_differ_in_kind(chapter):
    kinds = {question.kind for quiz in quizzes_of(chapter) for question in quiz.questions}
    assert kinds == {"choice", "number", "open"}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_right_choice_is_not_always_in_one_place(chapter):
    places = [
        [choice.right for choice in question.choices].index(True)
        for quiz in quizzes_of(chapter)
        for question in quiz.questions
        if question.choices
    ]
    assert max(map(places.count, set(places))) <= 0.7 * len(places)
