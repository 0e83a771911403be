"""6.1 choose_head: its graders, and the mistakes that they know."""

from autograder.asserting import form, grader, misconception, refuses, require

ACTIVATIONS = {
    "binary": "sigmoid",
    "multiclass": "softmax",
    "multilabel": "sigmoid",
    "regression": None,
    "bounded_regression": "sigmoid",
}


def some(rng):
    """Return each problem with numbers of outputs that are legal."""
    drawn = [(problem, n) for problem in ACTIVATIONS for n in rng.integers(4, 60, 3).tolist()]
    return [("binary", 1), *(case for case in drawn if case[0] != "binary")]


test_form = form(
    1,
    "{name} returns a dict with the keys units, activation and loss.",
    some,
    like=dict,
    hint="return a dict",
)


def assert_entry(function, right, cases, key, hint):
    """Ask for one entry of the answers; the others are other graders' questions."""
    for call, case in zip(function.map(cases), cases, strict=True):
        wanted = right(*case)
        keys = isinstance(call.value, dict) and set(call.value) == set(wanted)
        message = "The answer is no dict with exactly the keys units, activation and loss."
        require(keys, message, hint="no other keys, and these spelt like this")
        seen = call.value[key]
        same = type(seen) is type(wanted[key]) and seen == wanted[key]
        message = f'For "{case[0]}" the entry "{key}" is not the one of the table.'
        require(same, message, hint=hint)


@grader(3)
def test_units(function, right, rng):
    """choose_head gives one unit to a binary problem, and n_outputs to the others."""
    assert_entry(function, right, some(rng), "units", "one unit for each number to predict")


@grader(4)
def test_activation(function, right, rng):
    """choose_head gives each problem its activation."""
    hint = "softmax where exactly one is right; sigmoid for «yes or no»; None for any number"
    assert_entry(function, right, some(rng), "activation", hint)


@grader(4)
def test_loss(function, right, rng):
    """choose_head gives each problem its loss."""
    hint = "the loss follows from the last layer: look at the table"
    assert_entry(function, right, some(rng), "loss", hint)


test_least = refuses(
    1,
    "{name} refuses numbers that do not fit the problem, and accepts the least that does.",
    "n_outputs",
    [
        *((problem, n) for problem in ACTIVATIONS for n in (0, -1, -7)),
        *(("binary", n) for n in (2, 3, 10)),
        *(("multiclass", n) for n in (1, 2)),
    ],
    accepts=[("multiclass", 3), ("multilabel", 1), ("regression", 1), ("bounded_regression", 1)],
    hint="binary: exactly 1; multiclass: 3 at least; all others: 1 at least",
)
test_problem = refuses(
    2,
    "{name} refuses a word that is no problem of the table.",
    "problem",
    [(word, 1) for word in ("classification", "Binary", "multi-label", "softmax", "", "regress")],
    hint="compare with the five words, exactly",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def ends_multilabel_in_softmax(right, problem, n_outputs):
    """A multilabel problem got a softmax: its probabilities add up to 1, so one label takes from
    the others. Labels are not exclusive; give each a sigmoid of its own.
    """
    head = right(problem, n_outputs)
    return head | {"activation": "softmax"} if problem == "multilabel" else head


@misconception
def treats_multilabel_as_multiclass(right, problem, n_outputs):
    """A multilabel problem got softmax and categorical_crossentropy, as if exactly one label were
    right. Several may be, or none: a sigmoid each, and binary_crossentropy.
    """
    head = right(problem, n_outputs)
    return head | right("multiclass", 9) | {"units": n_outputs} if problem == "multilabel" else head


@misconception
def ends_multiclass_in_sigmoid(right, problem, n_outputs):
    """A multiclass problem got sigmoids: their numbers need not add up to 1, although exactly one
    class is right. Softmax.
    """
    head = right(problem, n_outputs)
    return head | {"activation": "sigmoid"} if problem == "multiclass" else head


@misconception
def takes_categorical_for_multilabel(right, problem, n_outputs):
    """A multilabel problem got categorical_crossentropy, which looks at one right class alone. Each
    label is a question of its own: binary_crossentropy.
    """
    head = right(problem, n_outputs)
    wrong = {"loss": "categorical_crossentropy"}
    return head | wrong if problem == "multilabel" else head


@misconception
def takes_the_sparse_loss(right, problem, n_outputs):
    """A multiclass problem got sparse_categorical_crossentropy, which wants integer labels. The
    table asks for its sister for one-hot rows: "categorical_crossentropy".
    """
    head = right(problem, n_outputs)
    wrong = {"loss": "sparse_categorical_crossentropy"}
    return head | wrong if problem == "multiclass" else head


@misconception
def ends_regression_in_sigmoid(right, problem, n_outputs):
    """Regression got a sigmoid: no house could cost more than 1. The activation is None."""
    head = right(problem, n_outputs)
    return head | {"activation": "sigmoid"} if problem == "regression" else head


@misconception
def ends_regression_in_relu(right, problem, n_outputs):
    """Regression got relu: no answer below 0 is possible, and where the score is below 0 nothing
    is learned. The activation is None.
    """
    head = right(problem, n_outputs)
    return head | {"activation": "relu"} if problem == "regression" else head


@misconception
def says_linear(right, problem, n_outputs):
    """The activation of regression is the word "linear". Asked is None: no activation at all. For
    Keras the two are the same.
    """
    head = right(problem, n_outputs)
    return head | {"activation": "linear"} if problem == "regression" else head


@misconception
def leaves_bounded_regression_open(right, problem, n_outputs):
    """Bounded regression got no activation, and may answer 1.3 where 1 is the most there is. A
    sigmoid keeps it between 0 and 1.
    """
    head = right(problem, n_outputs)
    return head | {"activation": None} if problem == "bounded_regression" else head


@misconception
def takes_cross_entropy_for_bounded_regression(right, problem, n_outputs):
    """Bounded regression got binary_crossentropy. Its targets are quantities, not labels, and how
    far off an answer is counts: "mse".
    """
    head = right(problem, n_outputs)
    wrong = {"loss": "binary_crossentropy"}
    return head | wrong if problem == "bounded_regression" else head


@misconception
def measures_regression_by_mae(right, problem, n_outputs):
    """The loss of regression is the mean absolute error. Asked is "mse"; the absolute error is what
    people read afterwards.
    """
    head = right(problem, n_outputs)
    return head | {"loss": "mae"} if "regression" in problem else head


@misconception
def gives_every_problem_one_unit(right, problem, n_outputs):
    """There is always one unit. Every class, label or number has one of its own: n_outputs."""
    return right(problem, n_outputs) | {"units": 1}


@misconception
def gives_regression_one_unit(right, problem, n_outputs):
    """A regression got one unit, however many numbers are to be predicted. Each of them has a unit
    of its own: n_outputs.
    """
    head = right(problem, n_outputs)
    return head | {"units": 1} if "regression" in problem else head


@misconception
def accepts_two_classes(right, problem, n_outputs):
    """Two outputs were accepted for "multiclass". Two classes are a binary problem, with one unit:
    refuse what is below 3.
    """
    if (problem, n_outputs) == ("multiclass", 2):
        return right(problem, 3) | {"units": 2}
    return right(problem, n_outputs)


@misconception
def accepts_binary_with_many(right, problem, n_outputs):
    """More than one output was accepted for "binary", which has one unit whatever is given. Refuse
    it.
    """
    return right(problem, 1 if problem == "binary" and n_outputs > 1 else n_outputs)
