"""10.2 build_vocabulary: its graders."""

import numpy as np

from autograder.asserting import (
    assert_type,
    assert_varies,
    grader,
    in_form_of,
    is_near,
    refuses,
    require,
)

LETTERS = list("abcdefghijklmnopqrstuvwxyz")


def words(rng, count):
    """Return so many different words, in no order."""
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(rng.choice(LETTERS, int(rng.integers(2, 6)))))
    return [str(each) for each in rng.permutation(sorted(found))]


def texts(rng, counts, number=3):
    """Return texts in which words occur so many times, mixed."""
    known = words(rng, len(counts))
    flat = [word for word, count in zip(known, counts, strict=True) for _ in range(count)]
    mixed = [str(word) for word in rng.permutation(flat)]
    ends = sorted(int(end) for end in rng.integers(0, len(mixed) + 1, number - 1))
    return [mixed[a:b] for a, b in zip([0, *ends], [*ends, len(mixed)], strict=True)]


def different(rng):
    """Return texts in which no two words are equally frequent."""
    counts = [int(each) for each in rng.permutation(range(1, 8))]
    return texts(rng, counts)


def equal(rng):
    """Return texts with many words that are equally frequent."""
    return texts(rng, [int(each) for each in rng.permutation([1, 1, 1, 1, 2, 2, 2, 4, 4])])


def assert_vocabulary(function, right, cases, hint):
    """Ask for the reference's words and numbers."""
    for call, case in zip(function.map(cases), cases, strict=True):
        seen, wanted = call.value, right(*case)
        assert_type(seen, dict, hint="return a dict: word, number")
        kept = "Words that belong to the vocabulary are not in it."
        require(not set(wanted) - set(seen), kept, hint=hint)
        message = "Something is in the vocabulary that does not belong to it."
        require(not set(seen) - set(wanted), message, hint=hint)
        whole = [
            is_near(in_form_of(number, 0.0), float(wanted[word])) for word, number in seen.items()
        ]
        require(all(whole), "Some words have other numbers than they should.", hint=hint)


@grader(1, gate=True)
def test_form(function, rng):
    """build_vocabulary returns a dict from words to numbers."""
    value = function(different(rng), 100)
    assert_type(value, dict, hint="return a dict: word, number")
    turned = bool(value) and all(isinstance(key, int) for key in value)
    message = "The dict is the wrong way round: its keys are numbers."
    require(not turned, message, hint="vocabulary[word] is a number")
    kinds = (int, float, np.number)
    are_numbers = all(isinstance(number, kinds) for number in value.values())
    require(are_numbers, "What belongs to a word is no number.", hint="an int for each word")
    assert_varies(function, [(different(rng), 50) for _ in range(3)])


@grader(4)
def test_values(function, right, rng):
    """Numbers begin at 2, and a more frequent word has a smaller one."""
    cases = [(different(rng), 50) for _ in range(4)] + [([["a"]], 9)]
    assert_vocabulary(function, right, cases, "the most frequent word has 2, the next one 3")


@grader(3)
def test_equals(function, right, rng):
    """Of equally frequent words, the one that Python sorts first has the smaller number."""
    cases = [(equal(rng), 50) for _ in range(4)]
    cases += [([["b", "a", "c"]], 9), ([["it's", "its", "10", "9", "it"]], 50)]
    cases += [([["b", "A", "C", "a", "B", "c"]], 9)]
    hint = "sort by (-count, word): the word decides where counts are equal"
    assert_vocabulary(function, right, cases, hint)


@grader(3)
def test_limit(function, right, rng):
    """The dict holds the max_tokens - 2 most frequent words."""
    cases = [(different(rng), most) for most in (3, 4, 6, 8, 9, 10)]
    cases += [(equal(rng), most) for most in (3, 4, 5, 7, 10, 11)]
    assert_vocabulary(function, right, cases, "0 and 1 count, too: max_tokens - 2 words")


@grader(1)
def test_empty(function, right, rng):
    """Texts without words have no effect, and no texts give an empty dict."""
    cases = [([], 5), ([[], []], 5), ([[], *different(rng), []], 20)]
    assert_vocabulary(function, right, cases, "count the words of all texts")


@grader(1)
def test_ints(function, rng):
    """The numbers are ints."""
    value = function(equal(rng), 20)
    assert_type(value, dict)
    for number in value.values():
        assert_type(number, int, hint="enumerate gives ints")


@grader(1)
def test_pure(function, rng):
    """build_vocabulary leaves the texts as they were."""
    for call in function.map([(equal(rng), 6)]):
        message, mistake = "A text holds other words now.", "changes_the_texts"
        fits = not call.changed
        require(fits, message, hint="work on a copy", mistake="" if fits else mistake)
        assert_type(call.value, dict)
        require(call.value, "The vocabulary is empty.")


test_refused = refuses(
    1,
    "{name} refuses a max_tokens below 3, and takes 3.",
    "max_tokens",
    lambda rng: [(different(rng), most) for most in (2, 1, 0, -5)],
    accepts=lambda rng: [([words(rng, 1) * 3], 3)],
    hint="0, 1 and at least one word: max_tokens < 3 is too small",
)
