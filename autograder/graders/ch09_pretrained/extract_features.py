"""9.1 extract_features: its graders."""

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    assert_type,
    feedings,
    grader,
    networks,
    observation,
    require,
)

from . import cases

ROWS = 11  # no multiple of 4
SPATIAL = cases.BASE[:3]  # answers maps


@observation
def extracted(function, submission, rng):
    """Return a base, images, what comes back of them, and the weights of the base before."""
    base, x = cases.base_of(submission, rng), cases.images(rng, ROWS)
    before = networks.get_weights(base)
    feedings.watch(base)
    (call,) = function.map([(base, x, 4)], note_prints=True)
    return base, x, call, before


def names_for(base, x, seen, size=4):
    """Return the known mistakes that give what was seen, with batches of a size."""
    wanted = cases.features_of(base, x)
    nothing = wanted.copy()
    nothing[len(x) // size * size :] = 0
    known = {
        "drops_the_last_batch": wanted[: len(x) // size * size],
        "leaves_the_last_batch_at_0": nothing,
        "takes_the_first_batch_only": wanted[:4],
        "turns_the_order_round": wanted[::-1],
    }
    named = [name for name, each in known.items() if cases.is_same(seen, each)]
    same_rows = seen.shape == wanted.shape and cases.is_same(
        np.sort(seen, axis=0), np.sort(wanted, axis=0)
    )
    return [*named, *(["shuffles_the_images"] if same_rows else [])]


@grader(2, gate=True)
def test_form(extracted):
    """extract_features returns a NumPy array of floats."""
    *_, call, _ = extracted
    assert_type(call.value, np.ndarray, hint="base.predict(…) gives one; of a tensor np.asarray")
    require(
        call.value.dtype.kind == "f", "The features are no floats.", hint="as the base has them"
    )


@grader(5)
def test_values(function, submission, extracted, rng):
    """The features are those of the base as it works in use."""
    base, x, call, _ = extracted
    named = names_for(base, x, call.value)
    fits = cases.is_same(call.value, cases.features_of(base, x))
    message, hint = "The features are not those of the base.", "base.predict(images, …)"
    if not fits and not named:  # what differs from call to call has dropped something
        again = function(base, x, 4)
        assert_type(again, np.ndarray, hint="a NumPy array")
        named = [] if cases.is_same(again, call.value) else ["works_as_in_training"]
    require(fits, message, hint=hint, mistake=named[0] if named and not fits else "")
    maps, few = cases.base_of(submission, rng, SPATIAL), cases.images(rng, 3)
    seen, wanted = function(maps, few), cases.features_of(maps, few)
    assert_type(seen, np.ndarray, hint="a NumPy array")
    flat = seen.shape == (3, int(np.prod(wanted.shape[1:])))
    message, mistake = "Maps came back in another shape.", "flattens" if flat else ""
    require(seen.shape == wanted.shape, message, hint="as the base has them", mistake=mistake)
    require(cases.is_same(seen, wanted), "The maps are not those of the base.", hint=hint)


@grader(4)
def test_batches(function, submission, extracted, rng):
    """Whatever batch_size is, the features are the same, and in order."""
    base, x, *_ = extracted
    wanted = cases.features_of(base, x)
    for size in (1, 3, 5, ROWS, 64):
        seen = function(base, x, size)
        assert_type(seen, np.ndarray, hint="a NumPy array")
        named = names_for(base, x, seen, size)
        fits = cases.is_same(seen, wanted)
        message = "With another batch_size the features are others."
        hint, mistake = "each image once, in the order given", named[0] if named else ""
        require(fits, message, hint=hint, mistake="" if fits else mistake)
    (call,) = function.map([(base, x[:1])])
    message = "A single image is not answered as among others."
    require(cases.is_same(call.value, wanted[:1]), message, hint="N may be 1")


@grader(2)
def test_manners(extracted):
    """Nothing is printed, and base and images are left as they were."""
    base, _, call, before = extracted
    message, hint = "Something is printed.", "verbose=0 in predict"
    require(not call.printed, message, hint=hint, mistake="prints_progress")
    message, hint = "images hold other numbers afterwards.", "work on a copy"
    require(not call.changed, message, hint=hint, mistake="changes_the_images")
    cases.require_kept(base, before)
    trainable = cases.trainable_layers(base)
    message, hint = "What is trainable in the base has changed.", "nothing is to be set"
    frozen = trainable != ["first", "norm", "second", "end"]
    require(not frozen, message, hint=hint, mistake="freezes_the_base" if frozen else "")


@grader(2)
def test_shape(function, extracted, rng):
    """Images of another shape than the base takes are refused."""
    base, *_ = extracted
    side, c = cases.SIDE, cases.KINDS
    shapes = [(side, side), (side, side, 1), (side + 1, side, c), (side, side - 1, c)]
    shapes += [(c, side, side), (1, side, side, c)]
    given = [(base, np.zeros((2, *shape), np.float32)) for shape in shapes]
    assert_rejects_all(function, given, says="shape", hint="images.shape[1:], base.input_shape[1:]")
