"""12.4 make_callbacks: its graders."""

from typing import Any

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    folder,
    grader,
    logs,
    networks,
    observation,
    remote,
    require,
    sequential,
)

NAMES = ("EarlyStopping", "ModelCheckpoint", "TensorBoard")
HINT = "EarlyStopping, ModelCheckpoint and TensorBoard, in a list"
FALLS = 0.8  # what a step leaves of the distance to the training target


def model_of(submission):
    """Return a model of one weight, 0 at first: each epoch brings it a fifth nearer to 1.

    Its loss on watched rows, whose target lies on the way, falls at first and then rises.
    """
    layers: list[tuple[str, dict[str, Any]]] = [
        ("Input", {"shape": (1,)}),
        ("Dense", {"units": 1, "use_bias": False, "kernel_initializer": "zeros"}),
    ]
    sgd = ("optimizers", "SGD", {"learning_rate": 0.1})
    compiled = {"optimizer": sgd, "loss": "mse", "run_eagerly": True}
    return remote(submission, sequential(layers, compiled))


def rows(target):
    """Return four rows with one target."""
    return np.ones((4, 1), np.float32), np.full((4, 1), target, np.float32)


def behind(epochs):
    """Return the weight behind so many epochs."""
    return 1 - FALLS**epochs


@observation
def asked(function, submission):
    """Return a folder, and the callbacks for it by their classes, with a patience of 4."""
    place = remote(submission, folder("logs/first"))
    found = logs.by_class(function(place, 4), NAMES, HINT)
    return place, found


@observation
def trained(function, submission):
    """Return a folder, a model, for how many epochs it was trained, and the callbacks.

    The loss of the watched rows is lowest behind the third epoch.
    """
    place = remote(submission, folder("logs/second"))
    found = logs.by_class(function(place, 2), NAMES, HINT)
    require(not logs.files(place), "Something is written too early.", hint="fit makes the folder")
    model = model_of(submission)
    target = (behind(3) + behind(3.4)) / 2
    epochs = logs.fit_watched(model, rows(1.0), rows(target), 9, list(found.values()))
    return place, model, epochs, found


@grader(1, gate=True)
def test_form(asked):
    """make_callbacks returns a list with one callback of each kind."""
    _ = asked  # it is found by its classes there, or not at all


@grader(2)
def test_early_stopping(asked):
    """EarlyStopping watches val_loss, has the patience given, and puts the best weights back."""
    stopping = asked[1]["EarlyStopping"]
    watched = stopping.monitor
    known = {"loss": "watches_the_training_loss", "val_accuracy": "watches_the_accuracy"}
    message = f"EarlyStopping watches «{watched}»."
    mistake = known.get(str(watched), "")
    require(watched == "val_loss", message, hint='monitor="val_loss"', mistake=mistake)
    patience = stopping.patience
    mistake = "" if patience == 4 else "fixes_the_patience"
    mistake = "stops_at_the_first_rise" if patience == 0 else mistake
    message = "EarlyStopping has not the patience that was given."
    require(patience == 4, message, hint="patience=patience", mistake=mistake)
    back = stopping.restore_best_weights
    message, hint = "EarlyStopping leaves the weights as they are.", "restore_best_weights=True"
    require(back is True, message, hint=hint, mistake="" if back else "keeps_the_last_weights")
    plain = (stopping.min_delta, stopping.baseline, stopping.start_from_epoch, stopping.verbose)
    message = "EarlyStopping has settings that are not asked for."
    require(plain == (0, None, 0, 0), message, hint="monitor, patience, restore_best_weights")


@grader(2)
def test_checkpoint(asked):
    """ModelCheckpoint watches val_loss, and saves the best whole model alone."""
    checkpoint = asked[1]["ModelCheckpoint"]
    watched = checkpoint.monitor
    message = f"ModelCheckpoint watches «{watched}»."
    mistake = "watches_the_training_loss" if watched == "loss" else ""
    require(watched == "val_loss", message, hint='monitor="val_loss"', mistake=mistake)
    best = checkpoint.save_best_only
    message, hint = "ModelCheckpoint saves every epoch.", "save_best_only=True"
    require(best is True, message, hint=hint, mistake="" if best else "saves_every_epoch")
    whole = checkpoint.save_weights_only
    message = "ModelCheckpoint saves the weights alone."
    require(whole is False, message, hint="save_weights_only is False if nothing is said")
    message = "ModelCheckpoint does not look after every epoch."
    require(checkpoint.save_freq == "epoch", message, hint="save_freq is left as it is")
    require(checkpoint.verbose == 0, "ModelCheckpoint prints.", hint="verbose is left as it is")


@grader(2)
def test_stops(trained):
    """The training ends after `patience` epochs without a better one, with the best weights."""
    _, model, epochs, found = trained
    blind = found["EarlyStopping"].monitor == "loss"
    known = {4: "stops_at_the_first_rise", 6: "fixes_the_patience"}
    known |= {9: "watches_the_training_loss"} if blind else {}
    message = "The training did not end two epochs behind the best one."
    hint, mistake = 'monitor="val_loss", patience=patience', known.get(epochs, "")
    require(epochs == 5, message, hint=hint, mistake=mistake)
    weight = float(networks.get_weights(model)[0][0, 0])
    message = "Behind the training the weights are not those of the best epoch."
    mistake = "keeps_the_last_weights" if abs(weight - behind(5)) < 1e-4 else ""
    fits = abs(weight - behind(3)) < 1e-4
    require(fits, message, hint="restore_best_weights=True", mistake=mistake)


@grader(2)
def test_best_file(trained):
    """best.keras is in log_dir, and holds the model of the best epoch."""
    place, *_ = trained
    found = logs.files(place)
    others = [name for name in found if name.endswith((".keras", ".h5"))]
    message = "There is no best.keras in log_dir."
    mistake = "gives_the_file_another_name" if others and "best.keras" not in others else ""
    require("best.keras" in found, message, hint='f"{log_dir}/best.keras"', mistake=mistake)
    require(others == ["best.keras"], "There are more models than one in log_dir.", hint="one file")
    weight = float(logs.saved_weights(place, "best.keras")[0][0, 0])
    mistake = "saves_every_epoch" if abs(weight - behind(5)) < 1e-4 else ""
    message = "best.keras does not hold the model of the best epoch."
    require(abs(weight - behind(3)) < 1e-4, message, hint="save_best_only=True", mistake=mistake)


@grader(2)
def test_events(trained):
    """TensorBoard has written the losses of every epoch into log_dir."""
    place, *_ = trained
    found = logs.files(place)
    there = [name for name in found if "tfevents" in name]
    message, hint = "There are no events in log_dir.", "keras.callbacks.TensorBoard(log_dir)"
    mistake = "" if there else "writes_events_elsewhere"
    require(bool(there), message, hint=hint, mistake=mistake)
    steps = sorted(step for tag, step in logs.events(place) if tag == "epoch_loss")
    message = "The events do not hold the loss of each epoch, of both parts."
    require(steps == sorted([*range(5)] * 2), message, hint="TensorBoard(log_dir), nothing more")
    message = "The events do not lie in log_dir itself."
    deep = all(name.startswith(("train/", "validation/")) for name in there)
    mistake = "" if deep else "writes_events_below"
    require(deep, message, hint="log_dir, as it is given", mistake=mistake)


@grader(1)
def test_patience(function, submission):
    """A patience below 1 is refused; 1 is legal."""
    place = remote(submission, folder("logs/third"))
    logs.by_class(function(place, 1), NAMES, HINT)
    bad = [(place, n) for n in (0, -1, -5)]
    assert_rejects_all(function, bad, says="patience", hint="patience < 1")
