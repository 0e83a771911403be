"""The leak scan finds every kind of leak, names it, and lets the real course through."""

import base64
import builtins
import io
import json
import keyword
import marshal
import re
import textwrap
import tokenize
import zipfile

import pytest

from autograder.chapters import all_chapters, find_chapter, read_text
from autograder.grading.key import answer_key
from autograder.instructor.kit import fragments
from autograder.instructor.kit.code import Index, Text, runs
from autograder.instructor.kit.contents import kit_files
from autograder.instructor.kit.hidden import hidden_of
from autograder.instructor.kit.leaks import scan
from tests.conftest import ROOT
from tests.engine.conftest import TOYS

TOY_CHAPTERS = all_chapters(TOYS)
CHAPTERS = all_chapters(ROOT)


def bodies(find, chapters):
    return [each for chapter in chapters for each in find(chapter)]


def body_of(name, found):
    return next(each for each in found if each.owner.endswith(f" {name}"))


BODY = body_of("serve", bodies(fragments.solution_bodies, TOY_CHAPTERS))
WRONG = body_of("reduces_the_limit_itself", bodies(fragments.grader_bodies, TOY_CHAPTERS))


@pytest.fixture(scope="module")
def hidden():
    return hidden_of(TOY_CHAPTERS)


def owners(leaks):
    return {leak.what.partition(",")[0] for leak in leaks}


def in_cell(text):
    return json.dumps({"cells": [{"cell_type": "code", "source": text.splitlines(True)}]})


def renamed(code):
    """Give every variable another name, with the words of the code one below the other."""
    found = []
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        before = found[-1][1].strip() if found else ""
        is_name = token.type == tokenize.NAME and not keyword.iskeyword(token.string)
        if is_name and before != "." and not hasattr(builtins, token.string):
            found.append((token.type, f"renamed_{token.string}"))
        else:
            found.append((token.type, token.string))
        if token.string == "=" and before.startswith("renamed_") and is_argument(found):
            found[-2] = (tokenize.NAME, before.removeprefix("renamed_"))
    return tokenize.untokenize(found)


def is_argument(found):
    """Return whether the name before a sign `=` is a keyword argument's."""
    return sum(("([{".find(text) >= 0) - (")]}".find(text) >= 0)
               for kind, text in found if kind == tokenize.OP) > 0  # fmt: skip


def zipped(name, text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("course/__init__.py", "")
        archive.writestr(name, text)
    return buffer.getvalue()


LEAKS = {
    "a lesson": ("course/lessons/x.md", f"Now write\n\n```python\n{BODY.code}```\n"),
    "deeper": ("course/plots/x.py", textwrap.indent(BODY.code, " " * 12)),
    "renamed": ("course/plots/x.py", f"def train(a, b):\n{renamed(BODY.code)}"),
    "commented out": ("course/plots/x.py", textwrap.indent(BODY.code, "# ")),
    "a string": ("course/plots/x.py", f"ANSWER = {BODY.code!r}\n"),
    "a docstring": ("course/plots/x.py", f'"""Do this.\n\n{BODY.code}"""\n'),
    "a cell": ("exercises/x.ipynb", in_cell(BODY.code)),
    "a renamed cell": ("exercises/x.ipynb", in_cell(renamed(BODY.code))),
    "an output": ("exercises/x.ipynb", json.dumps({"outputs": [{"text": [BODY.code]}]})),
    "metadata": ("exercises/x.ipynb", json.dumps({"metadata": {"kept": {"answer": BODY.code}}})),
    "a JSON key": ("exercises/x.json", json.dumps({BODY.code: 1})),
    "JSON lines": ("exercises/x.json", json.dumps(BODY.code.splitlines())),
    "JSON in JSON": ("exercises/x.json", json.dumps({"a": json.dumps({"b": BODY.code})})),
    "broken JSON": ("exercises/x.json", BODY.code),
    "a zip": ("course/data/x.zip", zipped("course/x.py", BODY.code)),
    "a wheel": ("dist/x.whl", zipped("x-1.dist-info/METADATA", BODY.code)),
    "a file without ending": ("NOTES", BODY.code),
}


@pytest.mark.parametrize("kind", LEAKS)
def test_a_solution_is_found_in(kind, hidden):
    name, content = LEAKS[kind]
    data = content if isinstance(content, bytes) else content.encode()
    found = scan([("README.md", b"# Nothing here\n"), (name, data)], hidden)
    assert BODY.owner in owners(found)
    assert {leak.file for leak in found} == {name}


def test_a_leak_is_named_with_file_line_part_and_what_leaked(hidden):
    text = f"# A lesson\n\nWrite:\n\n{BODY.code}"
    first = scan([("course/lessons/x.md", text.encode())], hidden)[0]
    assert str(first) == f"course/lessons/x.md:{5 + BODY.code.splitlines().index(first_line())}: " \
        f"{BODY.owner}"  # fmt: skip
    in_notebook = scan([("exercises/x.ipynb", in_cell(BODY.code).encode())], hidden)[0]
    assert str(in_notebook).startswith("exercises/x.ipynb:")
    assert " (cells[0].source): solutions/ch01_shop/shop.py:" in str(in_notebook)


def first_line():
    """The first line of the body with which a run of statements begins that is no prose."""
    run = next(runs(BODY.code, 8))
    return next(line for line in BODY.code.splitlines() if Text(line).words[:3] == run[:3])


def test_a_grader_file_is_refused_by_its_place_and_by_what_it_says(hidden):
    room = "autograder/graders/ch01_shop/serve_mistakes.py"
    (leak,) = scan([(room, b"")], hidden)
    assert "hidden graders stay" in leak.what
    found = scan([("exercises/ch01_shop/more_checks.py", (TOYS / room).read_bytes())], hidden)
    assert sum(room in str(leak) for leak in found) > 12


def test_a_misconception_is_found_and_its_message_is_not_secret(hidden, shop):
    found = scan([("course/plots/x.py", WRONG.code.encode())], hidden)
    assert WRONG.owner in owners(found)
    messages = [entry.message for entry in answer_key(shop).misconceptions]
    assert len(messages) == 14
    assert scan([("exercises/x.json", json.dumps(messages).encode())], hidden) == []


@pytest.mark.parametrize("text", ["at least 0.2519 of them", '{"mean": 0.2519}', "[0.25190, 1]"])
def test_a_number_that_only_a_grader_has_is_found(hidden, text):
    for name in ("course/lessons/x.md", "exercises/x.json"):
        (leak,) = scan([(name, text.encode())], hidden)
        assert "train_line.py" in leak.what
        assert "the number 0.2519" in leak.what


def test_what_a_lessons_cells_print_may_be_a_graders_number_by_chance(hidden):
    page = (
        '<p>{}</p>\n<pre class="printed" tabindex="0">accuracy: {}\nEpoch 2</pre>'
        '<div class="moving" data-kind="digit" data-values="{{&quot;bias&quot;:[{}]}}"></div>'
    )
    assert scan([("lessons/x.html", page.format("", "0.2519", "0.2519").encode())], hidden) == []
    for name, text in [("lessons/x.html", ("0.2519", 1, 1)), ("course/x.html", (0, "0.2519", 1))]:
        (leak,) = scan([(name, page.format(*text).encode())], hidden)
        assert "the number 0.2519" in leak.what


@pytest.mark.parametrize(
    ("number", "looked_for"),
    [("0.2519", True), ("2.519", True), ("251_936", True), ("0.25", False), ("2519", False),
     ("251900", False)],
)  # fmt: skip
def test_a_whole_number_of_four_digits_is_no_secret(number, looked_for):
    fragment = fragments.Fragment("room.py", f"x = {number}\n")
    assert bool(list(fragments.significant_numbers(fragment))) == looked_for


def test_a_table_of_data_may_hold_a_graders_number_by_chance_and_no_code(hidden):
    table = f"area,price,text\n2519,0.2519,{{}}\n{BODY.code}".encode()
    found = scan([("course/data/houses.csv", table)], hidden)
    assert BODY.owner in owners(found)
    assert min(leak.line for leak in found) > 2
    (leak, *_) = scan([("course/x.csv", b"0.2519,1\n")], hidden)
    assert "the number 0.2519" in leak.what


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("course/__pycache__/x.cpython-311.pyc", marshal.dumps(compile("x = 1", "x", "exec"))),
        ("exercises/ch01_shop/shop.pyc", b"\xa7\r\r\n"),
        ("course/.git/objects/ab", b"x\x9c"),
        ("exercises/ch01_shop/shop.py.bak", b"x = 1\n"),
        ("exercises/ch01_shop/shop.py~", b"x = 1\n"),
        ("exercises/ch01_shop/.shop.py.swp", b"b0VIM"),
        ("course/pictures/x.png", b"return x @ W + b"),
        ("course/data/x.npz", b"no zip at all"),
        ("course/data/notes.txt", b"\xff\xfe"),
        (".autograder/secret", b"0" * 64),
        ("course/samples/submitted/ada/ch01_shop/shop.py", b"x = 1\n"),
        ("kit.tar.gz", base64.b64decode("H4sI")),
    ],
)
def test_what_the_scan_cannot_read_or_nobody_should_is_refused_by_name(hidden, name, data):
    (leak,) = scan([(name, data)], hidden)
    assert leak.file == name
    assert leak.what


@pytest.mark.parametrize(
    "idiom",
    [
        "return x @ W + b",
        "Z = X @ W + b",
        "np.maximum(z, 0)",
        "for row, name in zip(rows, names, strict=True):\n    print(row, name)",
        "rng = np.random.default_rng(0)\nx = rng.normal(size=(3, 4))",
        "if x.ndim != 1:",
        "model.fit(x, y, epochs=5)",
    ],
)
def test_an_idiom_may_stand_in_a_lesson(hidden, idiom):
    assert scan([("course/lessons/x.md", f"```python\n{idiom}\n```\n".encode())], hidden) == []


def test_what_a_later_chapter_gives_on_purpose_is_no_leak(hidden, toy_course):
    later = find_chapter(toy_course, "ch03_scaling")
    shown = [each.code for each in fragments.solution_bodies(find_chapter(toy_course, "ch01_shop"))]
    assert free(hidden, TOY_CHAPTERS) == []
    given = f"\n\ndef given(prices, rate):\n{textwrap.indent(shown[1], '    ')}\n"
    later.solution.write_text(read_text(later.solution) + given)
    chapters = all_chapters(toy_course)
    assert free(hidden_of(chapters), chapters) == ["split"]


def test_a_docstring_of_a_stub_is_no_solution(hidden, shop):
    stub = (shop.exercises_folder / "shop.py").read_bytes()
    assert scan([("notes.md", stub)], hidden) == []


def free(hidden, chapters):
    """Return the exercises whose solution may stand anywhere."""
    return [each.owner.rpartition(" ")[2] for each in bodies(fragments.solution_bodies, chapters)
            if each.owner not in owners(scan([("x.md", each.code.encode())], hidden))]  # fmt: skip


# Of this course, whatever its chapters hold ----------------------------------------------------

SOLUTIONS = bodies(fragments.solution_bodies, CHAPTERS)
GRADERS = bodies(fragments.grader_bodies, CHAPTERS)
PUBLIC = "".join(map(fragments.shown_text, CHAPTERS))
PUBLIC_LINES = fragments.squeezed_lines(PUBLIC)
PUBLIC_CODE = Text(re.sub("#.*", "", PUBLIC))


@pytest.fixture(scope="module")
def secrets():
    return hidden_of(CHAPTERS)


@pytest.mark.parametrize("each", SOLUTIONS, ids=lambda each: each.owner)
def test_every_solution_body_is_found_wherever_it_stands(secrets, each):
    """But for what a later chapter gives to its learners, as it says there."""
    text = f"First this:\n\n{textwrap.indent(each.code, '    ')}\nand then that.\n"
    found = scan([("course/lessons/x.md", text.encode())], secrets)
    lines = {line for line in fragments.squeezed_lines(each.code) if "#" not in line}
    given = lines <= PUBLIC_LINES
    assert given or each.owner in owners(found)


@pytest.mark.parametrize("each", SOLUTIONS, ids=lambda each: each.owner)
def test_every_body_with_a_run_of_20_words_is_found_under_other_names(secrets, each):
    text = renamed(each.code)
    assert text.count("renamed_") > 3
    found = scan([("course/lessons/x.md", text.encode())], secrets)
    secret = Index(20, renamed=True)
    for run in runs(each.code, 20):
        secret.add(run, "")
    secret.drop(PUBLIC_CODE)
    wanted = any(secret.find(Text(re.sub("#.*", "", each.code))))
    # Two bodies may share a run: it is called by one of them.
    assert not wanted or any(owner.startswith("solutions/") for owner in owners(found))


def test_what_is_public_of_the_solutions_is_what_later_chapters_give(secrets):
    public = free(secrets, CHAPTERS)
    assert len(public) < 0.1 * len(SOLUTIONS)
    for place, chapter in enumerate(CHAPTERS):
        later = "".join(map(fragments.shown_text, CHAPTERS[place + 1 :]))
        for each in fragments.solution_bodies(chapter):
            if each.owner.rpartition(" ")[2] in public:
                assert fragments.squeezed_lines(each.code) <= fragments.squeezed_lines(later)


def test_hardly_any_solution_is_too_short_to_be_found_under_other_names():
    exercises = {name for chapter in CHAPTERS for name in chapter.exercises}
    assert {each.owner.rpartition(" ")[2] for each in SOLUTIONS} == exercises
    short = [each.owner for each in SOLUTIONS if not any(runs(each.code, 20))]
    assert len(short) < 0.1 * len(SOLUTIONS)


def test_nearly_every_body_of_a_grader_or_misconception_is_found(secrets):
    missed = []
    for each in GRADERS:
        found = scan(
            [("course/lessons/x.md", textwrap.indent(each.code, "    ").encode())], secrets
        )
        if not any("graders/" in owner for owner in owners(found)):
            missed.append(each)
    assert len(GRADERS) > 18 * len(SOLUTIONS)
    # What is left are idioms such as `return X @ W`, and declarations that name their cases.
    assert all(len(Text(each.code).words) < 65 for each in missed)
    assert len(missed) < 0.035 * len(GRADERS)


def test_what_a_chapter_gives_on_purpose_is_no_leak(secrets):
    for chapter in CHAPTERS:
        paths = [path for path in chapter.exercises_folder.iterdir() if path.is_file()]
        files = [(path.name, path.read_bytes()) for path in paths]
        assert len(files) >= 5
        assert scan(files, secrets) == []


@pytest.mark.parametrize("number", ["1000.0", "1_000_000", "0.5", "12.50"])
def test_a_round_number_is_nobodys_secret(number):
    code = f"def bill(x):\n    return x * {number}\n"
    assert list(fragments.significant_numbers(fragments.Fragment("x.py", code))) == []


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS[3::4], ids=lambda chapter: chapter.name)
def test_a_chapter_can_be_released_alone(chapter):
    assert scan(kit_files(ROOT, [chapter]).items(), hidden_of(CHAPTERS, [chapter])) == []
