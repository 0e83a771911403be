"""Cells of a lesson whose exercise is not written yet."""

import pytest

from course import plots

CELL = "with plots.attempt():\n    {}\n"


def run(text, **names):
    exec(compile(CELL.format(text), "<cell>", "exec"), {"plots": plots, **names})


def stub():
    raise NotImplementedError("11.3 make_windows")


def slip():
    return undefined  # noqa: F821


@pytest.mark.parametrize("text", ["train = stub()", "[stub() for _ in range(2)]"])
def test_an_exercise_that_is_not_written_is_named(capsys, text):
    run(text, stub=stub)
    said = "11.3 make_windows is not written yet. Write it, then run this cell again.\n"
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("text", ["print(train[0])", "print([len(train) for _ in range(2)])"])
def test_what_an_earlier_cell_would_have_made_is_missed_in_words(capsys, text):
    run(text)
    said = "train is not there yet: run the cell above that makes it.\n"
    assert capsys.readouterr().out == said


def test_a_slip_in_the_learners_function_is_an_error():
    with pytest.raises(NameError, match="undefined"):
        run("slip()", slip=slip)


def test_other_errors_stop_the_cell():
    with pytest.raises(ZeroDivisionError):
        run("1 / 0")
