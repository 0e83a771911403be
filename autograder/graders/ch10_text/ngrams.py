"""10.4 ngrams: its graders, and the mistakes that they know."""

import itertools

from autograder.asserting import (
    assert_equal,
    assert_type,
    assert_varies,
    describe,
    grader,
    in_form_of,
    misconception,
    refuses,
    require,
    values,
)

WORDS = "not very good film but the end is quite a surprise to me".split()


def tokens(rng, count):
    """Return so many tokens, some of them equal."""
    return [str(word) for word in rng.choice(WORDS, count)]


def some(rng):
    """Return cases with runs of 2 to 5."""
    twice = 2 * tokens(rng, 4)
    return [(tokens(rng, 6 + n), n) for n in (2, 3, 4, 5)] + [(tokens(rng, 20), 2), (twice, 3)]


@grader(1, gate=True)
def test_form(function, rng):
    """ngrams returns a list, of tuples with n tokens each."""
    value = function(tokens(rng, 6), 2)
    assert_type(value, list, hint="return a list")
    for run in value:
        named = {"list": "makes_lists", "str": "joins_the_tokens"}.get(type(run).__name__, "")
        message = f"Seen: {describe(run)} in the list. Expected: a tuple."
        require(isinstance(run, tuple), message, hint="tuple(tokens[start : stop])", mistake=named)
    assert_varies(function, [(tokens(rng, 8), 2) for _ in range(3)])


test_values = values(
    4,
    "Runs of n neighbours come from left to right, and overlap.",
    some,
    hint="a run begins at each token but the last n - 1",
)
test_short = values(
    2,
    "n tokens have one run, and fewer have none.",
    lambda rng: (
        [(tokens(rng, length), n) for length, n in ((3, 3), (5, 5), (2, 3), (1, 4), (0, 2))]
        + [([], 1)]
    ),
    hint="range(len(tokens) - n + 1): empty where there is no room",
)
test_alone = values(
    1,
    "With n = 1 each token is a tuple of one.",
    lambda rng: [(2 * tokens(rng, 5), 1), (tokens(rng, 1), 1)],
    hint="(token,), with a comma",
)


@grader(1)
def test_pure(function, right, rng):
    """ngrams leaves the tokens as they were."""
    given = [(tokens(rng, 6), 3)]
    for call, case in zip(function.map(given), given, strict=True):
        require(not call.changed, "tokens holds other words afterwards.", hint="slices copy")
        assert_equal(in_form_of(call.value, right(*case)), right(*case))


test_refused = refuses(
    1,
    "{name} refuses an n below 1, for no tokens too.",
    "n must be",
    lambda rng: [(tokens(rng, 5), n) for n in (0, -1, -3)] + [([], 0)],
    accepts=lambda rng: [(tokens(rng, 1), 1)],
    hint="n < 1; the text says «n must be …»",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def leaves_out_the_overlap(right, tokens, n):
    """The runs stand side by side. They overlap: the next one begins one token further."""
    return right(tokens, n)[::n]


@misconception
def leaves_out_the_last(right, tokens, n):
    """The last run is missing: it begins at len(tokens) - n, so the range ends at
    len(tokens) - n + 1.
    """
    return right(tokens, n)[:-1]


@misconception
def keeps_short_ends(right, tokens, n):
    """Runs of fewer than n tokens stand at the end. The last n - 1 tokens begin none."""
    right(tokens, n)
    return [tuple(tokens[start : start + n]) for start in range(len(tokens))]


@misconception
def answers_short_texts_whole(right, tokens, n):
    """Fewer than n tokens came back as a run of their own. They have none: an empty list."""
    return right(tokens, n) or ([tuple(tokens)] if tokens else [])


@misconception
def has_all_lengths(right, tokens, n):
    """Runs of fewer than n tokens came as well. Asked are those of exactly n."""
    right(tokens, n)
    return [run for length in range(1, n + 1) for run in right(tokens, length)]


@misconception
def takes_all_combinations(right, tokens, n):
    """Tokens that are no neighbours came together: itertools.combinations leaves tokens out. A run
    is tokens[start : start + n].
    """
    right(tokens, n)
    return list(itertools.combinations(tokens, n))


@misconception
def makes_lists(right, tokens, n):
    """The runs are lists. A tuple can be counted and looked up in a dict, a list cannot:
    tuple(tokens[start : start + n]).
    """
    return [list(run) for run in right(tokens, n)]


@misconception
def joins_the_tokens(right, tokens, n):
    """The tokens of each run were joined into one str. Leave them apart, in a tuple."""
    return [" ".join(run) for run in right(tokens, n)]


@misconception
def has_each_run_once(right, tokens, n):
    """A run that occurs twice came once. Keep them all, in their order."""
    return list(dict.fromkeys(right(tokens, n)))


@misconception
def sorts_the_runs(right, tokens, n):
    """The runs are sorted. Leave them in the order of the text."""
    return sorted(right(tokens, n))


@misconception
def sorts_each_run(right, tokens, n):
    """The tokens of each run are sorted, so «not good» and «good not» look alike. Their order is
    what an n-gram is for.
    """
    return [tuple(sorted(run)) for run in right(tokens, n)]


@misconception
def always_takes_pairs(right, tokens, n):
    """There are always two tokens in a run. Use n."""
    right(tokens, n)
    return right(tokens, 2)


@misconception
def takes_one_too_few(right, tokens, n):
    """The runs have n - 1 tokens. A slice leaves its end out: tokens[start : start + n]."""
    right(tokens, n)
    return [run[:-1] for run in right(tokens, n)]


@misconception
def takes_runs_of_nothing(right, tokens, n):
    """An n below 1 was taken. A run of no tokens says nothing: raise a ValueError that says
    «n must be …».
    """
    return right(tokens, n) if n > 0 else []
