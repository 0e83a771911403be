"""The composed sample class: a known mistake in a file is graded as where it stands in."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.graded import graded_mutants, source_of
from autograder.authoring.new import new
from autograder.authoring.samples.__main__ import main
from autograder.authoring.samples.composing import compose
from autograder.authoring.samples.expected import expected, found
from autograder.authoring.samples.folder import write_class
from autograder.authoring.samples.sample import Sample, hands, usual
from autograder.authoring.samples.table import BY_HAND, TABLE, composed
from autograder.chapters import Chapter, all_chapters, read_text
from autograder.errors import CourseError, UsageError
from autograder.grading.key import answer_key
from autograder.grading.runner import Task, graders_of, run_graders
from autograder.sandbox.worker.limits import KERAS, NUMPY
from tests.conftest import ROOT, in_turn, rooms_of, trains

CHAPTERS = all_chapters(ROOT)
STEP = 9  # of the known mistakes one in so many is composed
PLACE = re.compile(r" \(\S+, line \d+(, called in line \d+)?\)")  # in the room or the composed file
TOY = "ch90_scaling"


def needs(chapter):
    """Return the sets of packages that a chapter's exercises need."""
    return set(answer_key(chapter).packages.values())


def named(chapters):
    return [pytest.param(each, id=each.name) for each in chapters]


def graded(chapter, texts, launchers, wanted=lambda task, grader: True):
    """Return the results of texts, by their names."""
    results = []
    tasks = [Task(name, source_of(chapter, text)) for name, text in texts.items()]
    run_graders(chapter, launchers, tasks, results.append, wanted=wanted)
    return {result.student: result for result in results}


# A composed mistake ---------------------------------------------------------------------------


def seen(result):
    """Return what is to be the same of a result, by grader: the place of a fault may differ."""
    return {
        outcome.grader: (outcome.state, outcome.misconception, PLACE.sub("", outcome.message))
        for outcome in result.outcomes
    }


def compared(chapter, mistakes, launchers):
    """Return what is seen of each mistake where it stands in, and of it in a composed file.

    It is asked by the graders of its exercise that take no long training.
    """
    own = {g.name: set() if g.is_long else {g.exercise} for g in graders_of(chapter)}
    wanted = {
        f"{entry.exercise}.{entry.name}": seen(result)
        for entry, result in graded_mutants(chapter, mistakes, own)
    }
    texts = {name: compose(chapter, [m]) for name, m in zip(wanted, mistakes, strict=True)}
    got = graded(chapter, texts, launchers, lambda task, each: each.name in wanted[task.student])
    return wanted, {name: seen(got[name]) for name in wanted}


def mistakes_of(chapter, packages):
    """Return the known mistakes in exercises that need these packages."""
    key = answer_key(chapter)
    return [entry for entry in key.misconceptions if key.packages[entry.exercise] == packages]


@pytest.mark.parametrize("chapter", named(each for each in CHAPTERS if NUMPY in needs(each)))
def test_a_composed_mistake_is_graded_as_where_it_stands_in(chapter, warm):
    wanted, got = compared(chapter, mistakes_of(chapter, NUMPY)[::STEP], warm)
    assert wanted
    assert got == wanted
    assert all(any(misconception for _, misconception, _ in each.values()) for each in got.values())


@pytest.mark.slow
@pytest.mark.parametrize("chapter", in_turn(filter(trains, CHAPTERS), 4, "composed", rooms_of))
def test_a_composed_mistake_with_keras_is_graded_as_where_it_stands_in(chapter, warm):
    wanted, got = compared(chapter, mistakes_of(chapter, KERAS)[:1], warm)
    assert wanted
    assert got == wanted


@pytest.mark.parametrize("chapter", named(CHAPTERS))
def test_a_composed_file_needs_no_engine_and_reads_well(chapter, tmp_path):
    for entry in answer_key(chapter).misconceptions[:: STEP // 3]:
        text = compose(chapter, [entry])
        assert "autograder" not in text
        assert entry.message not in " ".join(text.split())
        (tmp_path / f"{entry.exercise}-{entry.name}.py").write_text(text)
    rules = ["--isolated", "--select", "E,F,I", "--line-length", "110", "--quiet"]
    subprocess.run([sys.executable, "-m", "ruff", "check", *rules, tmp_path], check=True)


# A sample -------------------------------------------------------------------------------------


def earned(samples, launchers):
    """Return what samples of one chapter earn, and what they are expected to."""
    chapter = samples[0].chapter
    results = graded(chapter, {each.student: each.text for each in samples}, launchers)
    got = {student: found(result) for student, result in results.items()}
    return got, {each.student: expected(each) for each in samples}


@pytest.mark.parametrize("chapter", named(each for each in CHAPTERS if needs(each) == {NUMPY}))
def test_the_usual_samples_earn_what_is_computed(chapter, warm):
    got, wanted = earned(usual(chapter), warm)
    assert got == wanted
    assert got["ada"].score == 100
    assert 0 < got["bruno"].score < 100
    assert len(got["bruno"].named) == 2
    assert got["cora"].score == 0


def classes():
    """Yield each chapter with composed samples; of those with Keras the demo's alone."""
    (demo,) = re.findall(r"^DEMO \?= (.*)$", read_text(ROOT / "Makefile"), re.MULTILINE)
    for name, chapter in {each.chapter.name: each.chapter for each in composed(ROOT)}.items():
        left = trains(chapter) and name not in demo.split()
        marks = [pytest.mark.slow, *[pytest.mark.thorough] * left]
        yield pytest.param(name, marks=marks)


@pytest.mark.parametrize("name", list(classes()))
def test_the_composed_samples_of_this_course_earn_what_is_computed(name, warm):
    got, wanted = earned([each for each in composed(ROOT) if each.chapter.name == name], warm)
    assert got == wanted


@pytest.mark.parametrize("chapter", named(each for each in CHAPTERS if needs(each) == {NUMPY}))
def test_every_right_answer_of_another_hand_is_expected_to_earn_all(chapter):
    for path in hands(chapter).values():
        assert expected(Sample("ada", chapter, hand=path)).score == 100


# What a room may look like --------------------------------------------------------------------


@pytest.fixture
def toy(tmp_path):
    """A new chapter that nobody has written samples for, in a course of its own."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "course").mkdir()
    new(tmp_path, TOY)
    return Chapter(tmp_path, TOY)


def edit(path, old, new):
    text = read_text(path)
    assert old in text
    path.write_text(text.replace(old, new))


AWKWARD = '''

def np_sum(x, *, sum=sum):
    """A helper with a local name that is one of Python's own."""
    return sum(np.ravel(x))


def scale_by(factor=HALF):
    return lambda right, x, _: [reference.scale(x, 2 * factor) for np_sum in range(1)][0]


sum = 3  # hides what the solution calls


@misconception
def halves(right, x, factor=2.0):
    """Half of it.

    Told to a learner.
    """
    right(x, factor)
    return f"{sum}" and scale_by()(right, x, factor) * doubled(1 / len("four"))


@misconception
def answers_nothing(right, x, factor=2.0):
    """Nothing at all."""
'''
CASES = '''
"""What is shared."""

from math import prod

HALF: float = 0.5


def scale(x):
    """A helper that is called as the exercise is."""
    return prod([2.0, x])


doubled = scale
'''


@pytest.fixture
def awkward(toy):
    """The toy chapter with a room in which names collide and wait for each other."""
    room = toy.rooms["scale"]
    (toy.graders / "cases.py").write_text(CASES)
    imports = "from .cases import HALF, doubled\n\nreference = reference_for(__file__)\n"
    edit(room, "pure, refuses, values\n", f"pure, reference_for, refuses, values\n\n{imports}")
    room.write_text(read_text(room) + AWKWARD)
    return toy


def test_names_that_collide_are_told_apart(awkward):
    known = {entry.name: entry for entry in answer_key(awkward).misconceptions}
    module = {}
    exec(compose(awkward, [known["halves"]]), module)
    assert module["scale"](3.0, 7) == known["halves"].function(3.0, 7) == 1.5
    assert module["right_scale"](3.0, 7) == 21
    assert module["scale_2"](4) == 8  # the helper
    assert module["sum_2"] == 3
    assert "sum" not in module


def test_a_mistake_that_is_only_told_answers_none(awkward):
    known = {entry.name: entry for entry in answer_key(awkward).misconceptions}
    module = {}
    exec(compose(awkward, [known["answers_nothing"]]), module)
    assert module["scale"](3.0) is None


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return values(1, x)", r"scale.py:5: a mistake uses `values`, which no submission can"),
        ("return reference(x)", r"scale.py:\d+: a mistake uses `reference` as a whole: name the"),
        (
            "right_scale = reference.scale(x); return right_scale",
            "`right_scale` is a local name",
        ),
    ],
)
def test_a_mistake_that_cannot_stand_in_a_submission_is_refused(awkward, body, says):
    room = awkward.rooms["scale"]
    edit(room, '    """Nothing at all."""\n', f'    """Nothing at all."""\n    {body}\n')
    *_, entry = answer_key(awkward).misconceptions
    with pytest.raises(CourseError, match=says):
        compose(awkward, [entry])


# The table and the folder ---------------------------------------------------------------------


def write_table(chapter, text):
    path = chapter.root / TABLE
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def test_a_chapter_that_is_in_no_table_has_the_usual_samples(toy, warm):
    samples = composed(toy.root)
    assert [each.student for each in samples] == ["ada", "bruno", "cora"]
    got, wanted = earned(samples, warm)
    assert got == wanted
    assert [each.score for each in got.values()] == [100, 20 + 10, 0]
    assert got["bruno"].named == {("scale", "adds_the_factor")}


def test_a_chapter_that_somebody_answered_by_hand_has_no_usual_samples(toy):
    (toy.root / BY_HAND / "ada" / TOY).mkdir(parents=True)
    assert composed(toy.root) == []


def test_the_table_says_who_hands_in_what(toy):
    folder = toy.root / "tests" / "correct" / TOY
    folder.mkdir(parents=True)
    (folder / "objects.py").write_text("# another hand\n")
    students = """
    dana.hand = "objects"
    emre.mistakes = ["scale.adds_the_factor"]
    goran.mistakes = []
    olga.stub = true
    """
    write_table(toy, f"[{TOY}]\n{students}")
    texts = {each.student: each.text for each in composed(toy.root)}
    assert texts["dana"] == "# another hand\n"
    assert "return adds_the_factor(right_scale, x, factor)" in texts["emre"]
    assert "right_scale" not in texts["goran"] + texts["olga"]
    assert "NotImplementedError" in texts["olga"]
    assert "NotImplementedError" not in texts["goran"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[ch91_scaling]\n", "no chapter with graders is called 'ch91_scaling': did you mean ch90"),
        ("[ch90_scaling]\nada.hand = 'me'", "no right answer is called 'me': look into tests/c"),
        ("[ch90_scaling]\nada.mistakes = ['scale.adds_a_factor']", "mean scale.adds_the_factor?"),
        ("[ch90_scaling]\nada.mistakes = ['x']", "no known mistake is called 'x': write EXERCISE"),
        ("[ch90_scaling]\nada.mistakes = [3]", "no known mistake is called 3: write EXERCISE.NAME"),
        (
            f"[{TOY}]\nada.mistakes = ['scale.adds_the_factor', 'scale.adds_the_factor']",
            "ch90_scaling.ada names two mistakes of one exercise: leave one out",
        ),
        ("[ch90_scaling]\nada = 'stub'", "ada does not say what is handed in: write hand = "),
        ("[ch90_scaling]\nada = {stub = true, hand = 'x'}", "ada does not say what is handed in"),
        ("ch90_scaling = 1", r"ch90_scaling is no table: write \[ch90_scaling\] above it"),
        ("[ch90_scaling", "composed.toml is not TOML: "),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_the_next_step(toy, text, says):
    write_table(toy, text)
    with pytest.raises(CourseError, match=says.replace("?", r"\?")) as error:
        composed(toy.root)
    assert str(error.value).startswith("course/samples/composed.toml")


def test_the_class_is_written_beside_what_was_written_by_hand(toy, tmp_path):
    by_hand = toy.root / BY_HAND / "ada" / "ch01_neuron" / "neuron.py"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("# by hand\n")
    out = tmp_path / "out"
    write_class(toy.root, composed(toy.root), out)
    found = {path.relative_to(out).as_posix() for path in out.rglob("*.py")}
    composed_files = {f"{name}/{TOY}/scaling.py" for name in ("ada", "bruno", "cora")}
    assert found == {"ada/ch01_neuron/neuron.py", *composed_files}
    with pytest.raises(UsageError, match="is not empty: remove it, or name another folder"):
        write_class(toy.root, composed(toy.root), out)


def test_who_answered_by_hand_is_not_composed_as_well(toy, tmp_path):
    (toy.root / BY_HAND / "ada" / TOY).mkdir(parents=True)
    write_table(toy, f"[{TOY}]\nada.stub = true\n")
    with pytest.raises(CourseError, match="is there by hand: name another student in course/sam"):
        write_class(toy.root, composed(toy.root), tmp_path / "out")


def test_the_command_names_the_folder_to_grade(toy, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(toy.root)
    assert main(["out"]) == 0
    assert capsys.readouterr().out == "out\n"
    assert Path("out", "cora", TOY, "scaling.py").is_file()
    assert main(["out"]) == 2
    assert "out is not empty" in capsys.readouterr().err
    assert main(["one", TOY]) == 0
    assert capsys.readouterr().out == "one\n"
    assert {path.parent.name for path in Path("one").rglob("*.py")} == {TOY}
    assert main(["two", "ch99"]) == 2
    assert "ch99" in capsys.readouterr().err
    assert main([]) == 2
    (toy.root / BY_HAND / "ada" / TOY).mkdir(parents=True)
    assert main(["new"]) == 0
    assert capsys.readouterr().out == "course/samples/submitted\n"
    assert not Path("new").exists()
