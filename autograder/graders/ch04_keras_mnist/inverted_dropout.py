"""4.3 inverted_dropout: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_keeps_dtype,
    assert_matches,
    drawn_generator,
    form,
    generator,
    grader,
    pure,
    refuses,
    remote,
    repeatable,
    require,
)

SHAPES = [(7,), (4, 3), (2, 3, 4), ()]


def scaled(rng):
    """Return one x in three sizes, not when training: three different answers."""
    x = rng.normal(size=(4, 3))
    return [(x * k, 0.25, generator(1), False) for k in (1, 2, 3)]


def both_ways(x, rate, seed):
    """Return a case that is training and one that is not."""
    return [(x.copy(), rate, generator(seed), training) for training in (True, False)]


test_form = form(
    1,
    "{name} returns an array of the shape of x, whatever that is.",
    lambda rng: [(np.asarray(rng.normal(size=s)), 0.5, generator(1), True) for s in SHAPES],
    lambda x, *_: x,
    varies=scaled,
    hint="one entry out for every entry in",
)


def gone(function, rng, rate, *shapes):
    """Return which entries of ones of these shapes were dropped, as numbers 0 and 1."""
    calls = function.map([(np.ones(shape), rate, drawn_generator(rng), True) for shape in shapes])
    for call, shape in zip(calls, shapes, strict=True):
        assert_close(call.value, np.ones(shape), atol=np.inf)
    return [(call.value == 0).astype(np.int64) for call in calls]


@grader(1)
def test_share(function, rng):
    """When training, an entry becomes 0 with the probability `rate`."""
    for rate in (0.2, 0.5):
        (table,) = gone(function, rng, rate, (50_000,))
        off = float(table.mean()) - rate
        message = "The share of zeros is not the rate."
        kept = abs(off + 2 * rate - 1) < 0.01 and rate != 0.5
        mistake = "keeps_with_the_rate" if kept else ""
        hint = "rng.random(x.shape) >= rate is kept"
        require(abs(off) < 0.01, message, hint=hint, mistake=mistake)
    cases = [(rng.normal(size=(4, 5)), 0.0, generator(3), True)]
    assert_matches(function, lambda x, *_: x, cases, hint="rate 0 drops nothing")


@grader(1)
def test_each(function, rng):
    """When training, each entry is dropped or kept by itself, whatever the others are."""
    (table,) = gone(function, rng, 0.5, (500, 100))
    hint = "draw as many numbers as x has entries: rng.random(x.shape)"
    message = "Whole rows are dropped."
    require(np.ptp(table, axis=1).max() > 0, message, hint=hint, mistake="drops_whole_rows")
    message = "Every row loses the same entries."
    same = np.ptp(table, axis=0).max() == 0
    require(not same, message, hint=hint, mistake="draws_one_mask_for_all_rows")
    message = "Some entries are dropped together."
    require(strongest_link(table) < 0.05, message, hint=hint)
    message = "The number of zeros is fixed."
    hint = "with a probability of its own for each entry, their number varies"
    sums = (table.sum(axis=1).var() / 25, table.sum(axis=0).var() / 125)  # n · ½ · ½
    tables = gone(function, rng, 0.5, *[(10, 12)] * 12)
    drawn = np.ptp(tables, axis=0).max() > 0  # else the seed is fixed: another grader's question
    counts = {int(small.sum()) for small in tables}
    fixed = (drawn and len(counts) == 1) or min(sums) < 0.4
    require(not fixed, message, hint=hint, mistake="drops_a_fixed_number")


def strongest_link(table):
    """Return the largest correlation of entries with those at some distance: all are near 0.

    Of honest draws none of 50,000 distances is above 0.03.
    """
    waves = np.abs(np.fft.fft2(table - table.mean())) ** 2
    links = np.fft.ifft2(waves).real
    return float(np.max(np.abs(links.ravel()[1:])) / max(links[0, 0], 1e-9))


@grader(2)
def test_mean(function, rng):
    """When training, the mean of many entries is kept."""
    for rate in (0.2, 0.5, 0.75):
        ones = np.ones((500, 400))
        (call,) = function.map([(ones, rate, drawn_generator(rng), True)])
        assert_close(call.value, ones, atol=np.inf)
        message = "The mean of many ones is not about 1 any more."
        hint, mistake = "divide what is kept by 1 - rate", rescaling(call.value, ones, rate)
        near = abs(call.value.mean() - 1) < 0.01
        require(near, message, hint=hint, mistake=mistake)


def rescaling(answer, x, rate):
    """Return the mistake that shows in what is kept of x, whatever was drawn."""
    kept = answer != 0
    if not kept.any() or np.allclose(answer[kept], (x / (1 - rate))[kept]):
        return ""
    rates = {
        "does_not_rescale": 1.0,
        "multiplies_by_the_share_kept": 1 - rate,
        "divides_by_the_rate": 1 / rate,
    }
    found = [name for name, by in rates.items() if np.allclose(answer[kept], (x * by)[kept])]
    if not found:
        return ""
    swapped = abs(kept.mean() - rate) < 0.1 and rate != 0.5
    return "keeps_with_the_rate" if found[0] == "divides_by_the_rate" and swapped else found[0]


@grader(1)
def test_kept(function, rng):
    """When training, what is kept is exactly entry / (1 - rate)."""
    for rate in (0.25, 0.75):
        x = rng.choice([-1, 1], (40, 5)) * rng.uniform(1, 2, (40, 5))
        answer = function(x, rate, generator(2), True)
        assert_close(answer, x, atol=np.inf)
        kept, mistake = answer != 0, rescaling(answer, x, rate)
        message = "What is kept is not entry / (1 - rate)."
        right = np.allclose(answer[kept], (x / (1 - rate))[kept], rtol=1e-9)
        require(right, message, hint="divide by 1 - rate", mistake=mistake)


@grader(2)
def test_in_use(function, submission, rng):
    """When not training, x comes back unchanged, and the generator is not touched."""
    cases = [
        (np.asarray(rng.normal(size=shape)), rate, generator(4), False)
        for shape in SHAPES
        for rate in (0, 0.5)
    ]
    hint = "dropout is for training only"
    assert_matches(function, lambda x, *_: x, cases, hint=hint)
    source = remote(submission, generator(9))
    function(np.ones(7), 0.5, source, False)
    drawn = source.random(3)
    message = "Numbers are drawn although nothing is dropped."
    wanted = np.random.default_rng(9).random(3)
    assert_close(drawn, wanted, atol=np.inf)
    require(np.allclose(drawn, wanted), message, hint="return the copy before you draw")


test_generator = repeatable(
    2,
    "Chance comes from the generator that is given.",
    lambda rng: (np.arange(1.0, 201).reshape(20, 10), 0.5, rng, True),
    seed=7,
)
test_pure = pure(
    1,
    lambda rng: both_ways(rng.normal(size=(4, 5)), 0.5, seed=5),
    line="{name} leaves x as it was, and returns an array of its own.",
    hint="work on a copy: x.copy()",
)


@grader(1)
def test_dtype(function, rng):
    """float32 stays float32, integers become float64, and count as such."""
    cases = both_ways(rng.uniform(1, 9, 12), 0.5, seed=6)
    assert_keeps_dtype(function, cases, hint="convert back: .astype(x.dtype)")
    for kind in (np.uint8, np.int8):
        x = rng.integers(100, 120, 30).astype(kind)
        answer = function(x, 0.5, generator(6), True)
        assert_close(answer, x.astype(np.float64), atol=np.inf)
        message = f"Of integers of dtype {np.dtype(kind)}, what is kept is not entry / (1 - rate)."
        right = set(answer[answer != 0]) <= set(2.0 * x)
        hint = "turn integers into floats before you compute with them"
        require(right or rescaling(answer, x, 0.5), message, hint=hint)


test_rates = refuses(
    1,
    "Rates below 0, and of 1 and above, are refused, training or not.",
    "rate",
    [case for rate in (1.0, 1.5, -0.1) for case in both_ways(np.ones(3), rate, seed=0)],
    hint="check 0 <= rate < 1 first",
)
