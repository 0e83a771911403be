"""12.6 fit_packages: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    folder,
    grader,
    logs,
    networks,
    observation,
    remote,
    require,
    training_calls,
)

from . import cases_held_out as held_out
from . import cases_packages as cases
from .cases_packages import CUT, EPOCHS, ROWS, SEED, SIZES, WATCHED, PackageFit, batch_of, starting

# 1,920 of 2,400 packages are trained on for 7 epochs and 1,000 are held out; measured by
# `autograder calibrate`. The baselines are the commonest section, and the median.
SECTIONS_RIGHT = Threshold(0.58, mean=0.6485, deviation=0.0128, seeds=20, baseline=0.09)
DEPENDENCIES_OFF = Threshold(
    0.95, mean=0.8686, deviation=0.0162, seeds=20, baseline=1.0, higher_is_better=False
)

KEYS = ("accuracy", "mae", "model")
AROUND, NEAR = 100, 0.05
ALL = slice(0, None)


@observation
def training(function, submission, rng):
    """Return packages, the training on them without a folder, and how models begin."""
    data, place = cases.package_data(rng, ROWS), remote(submission, folder("logs/none"))
    before = logs.beside(place)
    seen = training_calls.train(function, data, EPOCHS, SEED, around=AROUND)
    new = [name for name in logs.beside(place) if name not in before]
    return PackageFit(data, seen, starting(submission), new)


@grader(1, gate=True)
def test_form(training):
    """fit_packages returns a dict: two numbers, and the model."""
    training_calls.require_dict(training.answer, KEYS, KEYS[:2])
    _ = training.weights


@grader(3)
def test_learned(training):
    """The model has learned from the first 4N // 5 rows, numeric standardized by them."""
    found = networks.architecture(training.answer["model"])
    require(found.steps, "The model was not trained.", hint="is fit called?")
    if training.off() < NEAR:
        return
    last, ceiling, short = slice(ROWS - CUT, None), slice(0, CUT + 1), slice(0, WATCHED)
    known = {
        "trains_on_all_rows": lambda: min(training.off(ALL, ALL), training.off(ALL)),
        "trains_on_the_last_rows": lambda: training.off(last, last),
        "rounds_the_size_up": lambda: training.off(ceiling, ceiling),
        "watches_without_a_folder": lambda: training.off(short, short),
        "holds_rows_back": lambda: min(
            training.off(slice(0, n)) for n in (int(0.9 * CUT), int(0.8 * CUT))
        ),
        "standardizes_by_all_rows": lambda: training.off(by=ALL),
        "does_not_standardize": lambda: training.off(by=None),
        "keeps_an_earlier_epoch": lambda: min(training.off(steps=n) for n in range(1, EPOCHS)),
        "ignores_the_seed": lambda: training.off(seed=AROUND),
        "fixes_the_seed": lambda: training.off(seed=0),
    }
    named = [name for name, find in known.items() if find() < NEAR]
    message = "What the model has learned is not what it learns from these rows."
    hint = "cut, standardize by the rows that are trained on, seed, build, fit"
    require(False, message, hint=hint, mistake=named[0] if named else "")


@observation
def watched(function, submission, rng):
    """Return a folder, and a training with it in which the watched loss rises from the start."""
    data = cases.package_data(rng, ROWS)
    some, other = slice(WATCHED, CUT), slice(0, CUT - WATCHED)
    for name in ("tokens", "numeric"):
        data[name][some] = data[name][other]  # as rows that are trained on, with other answers
    data["dependencies"][some] = -20 - data["dependencies"][other]
    data["section"][some] = (data["section"][other] + 1) % cases.SECTIONS
    place = remote(submission, folder("logs/packages"))
    seen = training_calls.train(function, data, 9, SEED, place, around=AROUND)
    return place, PackageFit(data, seen, starting(submission))


@grader(3)
def test_watched(watched, training):
    """With a folder a fifth of the training rows is watched, and decides when it is enough."""
    begins_well, printed = training.off() < NEAR, training.seen.printed  # else told elsewhere
    place, training = watched
    training_calls.require_dict(training.answer, KEYS, KEYS[:2])
    found, part = networks.architecture(training.answer["model"]), slice(0, WATCHED)
    message, hint = "With a folder no rows are watched.", "validation_data in fit"
    mistake = "" if found.was_validated else "watches_nothing"
    require(found.was_validated, message, hint=hint, mistake=mistake)
    files = logs.files(place)
    message, hint = "The files of make_callbacks are not in log_dir.", "callbacks=… in fit"
    there = "best.keras" in files and any("tfevents" in name for name in files)
    require(there, message, hint=hint, mistake="" if there else "passes_no_callbacks")
    if begins_well and training.off(part, part, steps=1) >= NEAR:
        known = {
            "watches_the_test_rows": lambda: training.off(part, part, steps=9),
            "learns_from_watched_rows": lambda: min(
                training.off(by=by, steps=n)
                for n in (*range(1, 5), 9)
                for by in (slice(0, CUT), part)
            ),
            "standardizes_by_watched_rows": lambda: training.off(part, steps=1),
            "keeps_the_last_weights": lambda: training.off(part, part, steps=4),
        }
        named = [name for name, find in known.items() if find() < NEAR]
        message = "With a folder the model is not the best one by the watched rows."
        hint = "the first 4K // 5 of K training rows for fit, the others as validation_data"
        require(False, message, hint=hint, mistake=named[0] if named else "")
    message, fits = "The training did not end as asked.", found.steps == 4 or not begins_well
    require(fits, message, hint="make_callbacks(log_dir), as it is: 3 epochs of patience")
    message = "With a folder something is printed."
    require(printed or not training.seen.printed, message, hint="verbose=0 in this fit, too")


@grader(1)
def test_steps(function, submission, rng):
    """Batches have 32 rows, shuffled in each epoch, and all epochs are trained."""
    data = cases.package_data(rng, 113)
    model = training_calls.train(function, data, 2, 1).answer["model"]
    known = {24: "ignores_epochs"} | dict.fromkeys((2, 4, 12), "ignores_the_batch_size")
    steps = networks.architecture(model).steps
    message, hint = "The number of training steps is not epochs × batches.", "batch_size=32"
    require(steps == 6, message, hint=hint, mistake=known.get(steps or 0, ""))
    parts = [slice(0, 32), slice(32, 64), slice(64, 90)]
    batches = [batch_of(data, part, slice(0, 90)) for part in parts] * 2
    begin, seen = starting(submission)(1), cases.package_weights(model, SIZES)
    ends = (way[-1] for way in cases.ways(begin, batches))
    off = min(training_calls.apart(seen, each, cases.RATE) for each in ends)
    message, hint = "In each epoch the rows come in the same order.", "shuffle is left as it is"
    require(off >= NEAR, message, hint=hint, mistake="" if off >= NEAR else "does_not_shuffle")
    place = remote(submission, folder("logs/steps"))  # with it 72 rows of the 90 are trained on
    model = training_calls.train(function, data, 2, 1, place).answer["model"]
    fits = networks.architecture(model).steps in (6, 8)  # 8: which rows, another grader asks
    require(fits, "With a folder the batches have not 32 rows.", hint="batch_size=32 there, too")


@grader(1)
def test_sizes(function, rng):
    """The four sizes are read off all rows, whichever ids and sections occur, and where."""
    late, gap = cases.package_data(rng, ROWS), cases.package_data(rng, ROWS)
    late["tokens"][late["tokens"] == cases.VOCAB - 1] = 1
    late["section"][late["section"] == cases.SECTIONS - 1] = 0
    late["tokens"][CUT + 1, 0], late["section"][CUT + 1] = cases.VOCAB - 1, cases.SECTIONS - 1
    gap["tokens"][gap["tokens"] == 3], gap["section"][gap["section"] == 1] = 2, 0
    for data, mistake, said in (
        (late, "counts_in_the_training_rows", "comes in the test rows alone"),
        (gap, "counts_what_occurs", "never comes"),
    ):
        (call,) = function.map([(data, 1, 1)], eager=True)
        message = f"Where an id and a section {said}, there is no answer."
        hint = "int(tokens.max()) + 1 and int(section.max()) + 1, of all rows"
        fits = call.raised is None
        require(fits, message, hint=hint, mistake="" if fits else mistake)
        cases.package_weights(call.value["model"], SIZES)


@grader(2)
def test_numbers(function, rng, training):
    """accuracy and mae are those of the model on the test rows."""
    data = cases.package_data(rng, 40)
    # The test rows are others: by themselves they are 0. What is said of them lies far apart.
    data["numeric"][32:] += np.linspace(0, 2, 8)[:, np.newaxis] * [1, 3, 0.5, 20]
    data["dependencies"][32:] = rng.normal(0, 3, 8)  # above and below what is said of them
    answer = training_calls.train(function, data, 12, SEED).answer
    weights = cases.package_weights(answer["model"], SIZES)

    def numbers(some, by=slice(0, 32)):
        inputs, (dependencies, section) = batch_of(data, some, by)
        said, logits = cases.package_outputs(weights, *inputs)
        off = said[:, 0] - dependencies
        stretched = float(np.abs(said - dependencies).mean())
        right = float(np.mean(logits.argmax(axis=1) == section))
        return right, float(np.abs(off).mean()), float((off**2).mean()), stretched

    test, train = slice(32, None), slice(0, 32)
    right, mae, squared, stretched = numbers(test)
    known = {
        "measures_on_train": numbers(train)[:2],
        "measures_on_all_rows": numbers(ALL)[:2],
        "standardizes_the_parts_apart": numbers(test, test)[:2],
        "takes_the_squared_error": (right, squared),
        "takes_the_root_of_the_squares": (right, squared**0.5),
        "stretches_the_shapes": (right, stretched),
    }
    seen = float(answer["accuracy"]), float(answer["mae"])
    # Other rows to standardize by: what was learned from them is told by another grader.
    others = (numbers(test, by)[:2] for by in (ALL, slice(0, 25)))
    fits = any(np.allclose(seen, pair, atol=1e-4) for pair in ((right, mae), *others))
    named = [name for name, pair in known.items() if np.allclose(seen, pair, atol=1e-4)]
    message = "accuracy and mae are not those of the model on the test rows."
    hint = "predict the rows behind 4N // 5, standardized by those that were trained on"
    require(fits, message, hint=hint, mistake=named[0] if named and not fits else "")


@observation
def learned(function, rng):
    """Return what longer trainings on packages of Debian have learned, by their seed."""
    return held_out.learned(function, rng)


@grader(2, seconds=60)
def test_sections(learned):
    """After 7 epochs on 2,400 packages the model knows the section of 58 % of others."""
    hint = "texts, numbers and answers stay beside one another, standardized alike"
    what = "share of sections that are right"
    assert_reaches(lambda seed: learned(seed).right, SECTIONS_RIGHT, what=what, hint=hint)


@grader(1, seconds=60)
def test_dependencies(learned):
    """It knows more of the dependencies of others than their median does."""
    hint = "numbers are standardized by the rows that are trained on, dependencies stay"
    what = "error of the dependencies, as a share of what their median has"
    assert_reaches(lambda seed: learned(seed).off, DEPENDENCIES_OFF, what=what, hint=hint)


@grader(0.5)
def test_floats(training):
    """accuracy and mae are built-in floats, and there are no other keys."""
    training_calls.require_floats(
        training.answer, KEYS[:2], mistake="answers_numpy_numbers", all_keys=KEYS
    )


@grader(1.5)
def test_manners(training):
    """Silent; all arrays stay as they were; without a folder no row is watched, no file written."""
    message = f"Without a folder something is written: {', '.join(training.written)}."
    hint = "the callbacks of make_callbacks only with log_dir"
    require(not training.written, message, hint=hint)
    watched = networks.architecture(training.answer["model"]).was_validated
    message = "Without a folder rows are watched all the same."
    hint, mistake = "validation_data only with log_dir", "watches_without_a_folder"
    require(not watched, message, hint=hint, mistake=mistake if watched else "")
    training_calls.require_manners(
        training.seen, prints="prints_progress", changes="changes_the_arrays"
    )
