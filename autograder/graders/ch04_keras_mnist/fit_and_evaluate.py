"""4.6 fit_and_evaluate: its graders."""

import dataclasses

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    assert_rejects_all,
    assert_type,
    grader,
    networks,
    observation,
    remote,
    require,
    sequential,
)

from . import cases

# Of the digits, 4,000 rows are trained on and 1,000 are held out; measured by `autograder
# calibrate`. The baseline is the share of the commonest digit among those held out.
MNIST_ACCURACY = Threshold(0.88, mean=0.9174, deviation=0.004, seeds=20, baseline=0.134)

KEYS = {"train_loss", "train_accuracy", "test_loss", "test_accuracy"}
TRAINED_ON = 27  # of 30 rows


@observation
def trained(function, submission, rng):
    """Return the training that most graders look at, and the same once more.

    Its rows are marked. Loss and accuracy are far apart for the rows that are trained on, those
    that are not, and those to test; and the more is learned, the worse is the loss of the second.
    Once more: in another state of chance and with other test rows, which must not count.
    """
    start = cases.first_weights(rng)
    train = cases.rows_to_train(rng, start)
    first = cases.training(function, submission, start, train, cases.rows_to_test(rng, start))
    test = cases.rows_to_test(rng, start)
    again = cases.training(function, submission, start, train, test, around=200)
    return dataclasses.replace(first, again=again)


def once_more(function, submission, trained, **chance):
    """Return a training like this one in another state of chance, or with another seed."""
    start, train, test = trained.start, trained.train, trained.test
    return cases.training(function, submission, start, train, test, **chance)


def measured(answer):
    """Return what fit_and_evaluate answered, once it has the form that was asked for."""
    assert_type(answer, dict, hint="return a dict")
    hint = "exactly train_loss, train_accuracy, test_loss and test_accuracy"
    require(set(answer) == KEYS, "The dict has other keys than the four asked for.", hint=hint)
    for key in ("train_loss", "train_accuracy"):
        assert_type(answer[key], list, hint="a list with one float per epoch")
        for value in answer[key]:
            assert_type(value, float, hint="float(…) of every number")
    for key in ("test_loss", "test_accuracy"):
        assert_type(answer[key], float, hint="float(…) of what evaluate gives")
    return answer


@grader(1, gate=True)
def test_form(trained):
    """fit_and_evaluate trains, and returns two lists of floats and two floats."""
    measured(trained.answer)
    require(trained.moved.any(), "Training changes no weight.", hint="is fit called?")


@grader(3, seconds=40)
def test_learns(function, submission, rng):
    """After 5 epochs on 4,000 digits the model reads 88 % of new digits."""
    x, y = cases.redrawn_digits(rng)
    unseen, test = x[cases.HELD_OUT], (x[5000:], y[5000:])

    def measure(seed):
        model = remote(submission, sequential(cases.LAYERS, cases.COMPILED, seed))
        measured(function(model, (x[:4000], y[:4000]), test, 5, 64, seed))
        right = np.argmax(networks.predict(model, unseen), axis=1) == y[cases.HELD_OUT]
        return float(np.mean(right))

    assert_reaches(
        *(measure, MNIST_ACCURACY),
        what="accuracy on new digits",
        hint="images and labels stay in step, and fit gets them shuffled",
        mistake=lambda best: "shuffles_labels_apart" if best < 0.2 else "",
    )


@grader(1)
def test_sorted(trained):
    """Training data sorted by digit are no trouble: fit shuffles them."""
    for feeding in trained.feedings:
        message = "fit does not shuffle the rows: each batch holds one kind of digit."
        shuffled = feeding.options.get("shuffle", True) is not False
        require(shuffled or feeding.method != "fit", message, mistake="does_not_shuffle")


@grader(3)
def test_test_is_kept_out(function, submission, trained):
    """Test rows change nothing that is learned; they are no validation data either."""
    require(not trained.learned_from_test, "Test rows are trained on.", mistake="trains_on_test")
    for feeding in trained.feedings:
        message = "Test rows reach fit as validation data."
        require(cases.TEST not in feeding.validation_marks, message, mistake="validates_on_test")
    if not trained.again.is_like(trained):  # do they change it, or does it never come out the same?
        message = "With other test rows something else is learned."
        hint = "they are for evaluate alone"
        again = once_more(function, submission, trained, around=200)
        require(not again.is_like(trained), message, hint=hint, mistake="trains_on_test")


@grader(1)
def test_once(trained):
    """The test set is evaluated once, when the training is over."""
    looks = trained.looks
    evaluations = [feeding.method for feeding in trained.feedings if cases.TEST in feeding.marks]
    many = evaluations.count("evaluate") > 1
    mistake = "evaluates_test_again_and_again" if many else "evaluates_before_training"
    message = "The test set is looked at before the training is over, or more than once."
    last = "fit" not in looks[looks.index("test") :] if "test" in looks else True
    require(last and not many, message, hint="one call of evaluate, after fit", mistake=mistake)


@grader(2)
def test_validation(trained):
    """The last 10 % of the training rows are not trained on, all others are."""
    moved, hint = trained.moved, "validation_split=0.1"
    first = moved[TRAINED_ON:].all() and not moved[: cases.ROWS - TRAINED_ON].any()
    fed = [feeding for feeding in trained.feedings if feeding.method == "fit"]
    validated = any(f.validation_marks or f.options.get("validation_split") for f in fed)
    mistake = "validates_on_the_first_rows" if first else ""
    mistake = mistake or ("has_no_validation_data" if moved.all() and not validated else "")
    message = "The last 10 % of the training rows change what is learned."
    require(not np.any(moved[TRAINED_ON:]), message, hint=hint, mistake=mistake)
    message = "A row before the last 10 % does not change what is learned."
    require(moved[:TRAINED_ON].all(), message, hint=hint)


@grader(2)
def test_train_numbers(trained, rng):
    """train_loss and train_accuracy are what fit measures while it trains, epoch by epoch."""
    message = "The numbers are those of other rows, too: test rows are trained on."
    require(not trained.learned_from_test, message, mistake="trains_on_test")
    runs, _ = cases.simulated(rng, trained)
    answer = trained.answer
    lengths = {len(answer["train_loss"]), len(answer["train_accuracy"])}
    message, hint = "There is not one number per epoch.", "history.history[…]"
    mistake = "stops_early" if trained.steps in (2, 4) else ""  # of two batches each
    require(lengths == {cases.EPOCHS}, message, hint=hint, mistake=mistake)
    seen = np.array([answer["train_loss"], answer["train_accuracy"]]).T
    within = 5 * runs.std(axis=0) + 0.03
    right = np.abs(seen - runs.mean(axis=0)) < within
    (x, y), (last_loss, last_accuracy) = trained.train, seen[-1]
    validation = cases.scores_of(trained.weights, (x[TRAINED_ON:], y[TRAINED_ON:]))
    after = [cases.scores_of(trained.weights, (x[:n], y[:n]))[0] for n in (TRAINED_ON, cases.ROWS)]
    message = "train_loss and train_accuracy are not what fit measures on the rows it trains on."
    hint = 'history.history["loss"] and ["accuracy"]'
    known = {
        "swaps_loss_and_accuracy": np.all(np.abs(seen[:, ::-1] - runs.mean(axis=0)) < within),
        "returns_validation_scores": abs(last_loss - validation[0]) < 1e-4
        or (not right[-1, 1] and abs(last_accuracy - validation[1]) < 1e-4),
        "measures_train_afterwards": min(abs(last_loss - one) for one in after) < 1e-5,
    }
    for mistake, is_seen in known.items():
        require(not is_seen, message, hint=hint, mistake=mistake)
    require(right.all(), message, hint=hint)


@grader(2)
def test_scores(trained):
    """test_loss and test_accuracy are those of the trained model on the test set."""
    seen = np.array([trained.answer["test_loss"], trained.answer["test_accuracy"]])
    wanted = cases.scores_of(trained.weights, trained.test)
    known = {
        "swaps_loss_and_accuracy": wanted[::-1],
        "evaluates_on_train": cases.scores_of(trained.weights, trained.train),
        "evaluates_before_training": cases.scores_of(trained.start, trained.test),
    }
    named = [name for name, each in known.items() if np.all(np.abs(seen - each) < 1e-3)]
    message = "The test scores are not those of the trained model on the test set."
    hint, mistake = "model.evaluate(*test, verbose=0), after fit", "".join(named[:1])
    require(np.all(np.abs(seen - wanted) < 1e-3), message, hint=hint, mistake=mistake)


@grader(1)
def test_seed(function, submission, trained):
    """The same seed gives the same training, another seed another one."""
    hint = "keras.utils.set_random_seed comes before fit"
    same = trained.again.is_like(trained) or trained.is_like(
        once_more(function, submission, trained, around=200)
    )
    require(same, "Two trainings with the same seed differ.", hint=hint, mistake="ignores_the_seed")
    message = "Trainings with different seeds are the same."
    still = any(feeding.options.get("shuffle") is False for feeding in trained.feedings)
    mistake = "does_not_shuffle" if still else "fixes_the_seed"
    other = once_more(function, submission, trained, seed=6)
    same = np.array_equal(trained.weights[0], other.weights[0])
    require(not same, message, hint=hint, mistake=mistake)


@grader(1)
def test_steps(trained, rng):
    """All epochs are trained, in batches of batch_size, and their work is kept."""
    message = "The number of training steps is not epochs × batches."
    batches = -(-np.sum(trained.moved) // cases.BATCH)  # of the rows that are trained on
    known = {cases.EPOCHS: "ignores_the_batch_size"}  # one batch of 32
    known |= {epochs * batches: "stops_early" for epochs in range(1, cases.EPOCHS)}
    mistake, right = known.get(trained.steps, ""), trained.steps == cases.EPOCHS * batches
    require(right, message, hint="hand epochs and batch_size on to fit", mistake=mistake)
    numbers, runs = cases.simulated(rng, trained)
    wanted, moved = runs.mean(axis=0), trained.weights[-1] - trained.start[-1]
    share, *shares = np.array([moved, *runs]) @ wanted / (wanted @ wanted)
    # The last rows pull apart: of 4,500 right trainings on all, five were 6 deviations away.
    within = max(0.75 if trained.moved[TRAINED_ON:].any() else 0.25, 6 * np.std(shares))
    message = "The weights are not those after the last epoch."
    hint, mistake = "no EarlyStopping: all epochs count", "keeps_the_best_epoch"
    told, last = trained.answer["train_loss"][-1], numbers[:, -1, 0]
    named = share < 1 and abs(told - last.mean()) < 5 * last.std() + 0.03
    require(abs(share - 1) < within, message, hint=hint, mistake=mistake if named else "")


@grader(1)
def test_silent(trained):
    """Training and evaluation print nothing."""
    told = [f for f in trained.feedings if f.method in ("fit", "evaluate", "predict")]
    speaks = any(each.options.get("verbose", "auto") not in (0, "0") for each in told)
    message = "Keras prints its progress." if speaks else "Something is printed."
    hint = "verbose=0 in fit and evaluate" if speaks else "return the numbers, print none"
    mistakes = ("prints_the_scores", "prints_progress")
    require(not trained.printed, message, hint=hint, mistake=mistakes[speaks])


@grader(1)
def test_arrays(trained):
    """The arrays of train and test are left as they were."""
    message, hint = "An array of train or test holds other numbers afterwards.", "work on a copy"
    require(not trained.changed, message, hint=hint, mistake="changes_the_arrays")


@grader(1)
def test_epochs(function, submission, rng):
    """Fewer than 1 epochs are refused, and 1 is not."""
    model, rows = remote(submission, sequential(cases.LAYERS, cases.STEPWISE)), cases.noise(rng, 20)
    given = [(model, rows, rows, epochs) for epochs in (0, -1)]
    assert_rejects_all(function, given, says="epochs", hint="epochs >= 1")
    measured(function.map([(model, rows, rows, 1)])[0].value)
