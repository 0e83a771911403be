"""12.2 residual_block: its graders."""

import itertools

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    dense,
    grader,
    graphs,
    networks,
    remote,
    require,
    tensor,
)

from . import cases_blocks as cases

SIDES, CHANNELS = (6, 8), 3
# (filters, stride): the same shape, more channels, half the sides, both; fewer channels.
WAYS = [(3, 1), (5, 1), (3, 2), (4, 2), (2, 1)]


def made(function, submission, filters, stride, sides=SIDES):
    """Return a model of the block's way from its input to what it answers."""
    x = remote(submission, tensor(*sides, CHANNELS))
    case = (x, filters, stride) if stride != 1 else (x, filters)
    (call,) = function.map([case], eager=True)
    message = f"With {filters} filters and stride {stride} the two ways cannot be added."
    hint = "a Conv2D of 1×1 with the stride where stride is not 1, and where C is not filters"
    stopped = call.raised is not None and "shape" in call.raised.message.lower()
    require(not stopped, message, hint=f'{hint}; padding="same" in all')
    return graphs.between(x, call.value)


def shapes_of(filters, stride):
    """Return the shapes of the block's weights: both kernels of 3×3, then the projection."""
    found = [(3, 3, CHANNELS, filters), (filters,), (3, 3, filters, filters), (filters,)]
    needs = stride != 1 or filters != CHANNELS
    return [*found, (1, 1, CHANNELS, filters), (filters,)] if needs else found


def places_of(model, filters, stride):
    """Return in which places of a model's weights those of `shapes_of` stand.

    Raises:
        Failure: if it has others.
    """
    seen = [each.shape for each in networks.get_weights(model)]
    wanted = shapes_of(filters, stride)
    kernels = (*kernels_of(3, seen), *kernels_of(1, seen))
    places = [place for k in kernels for place in (k, k + 1)]
    fits = len(seen) == len(wanted) and [seen[k] for k in places if k < len(seen)] == wanted
    message = f"With {filters} filters and stride {stride} the layers are not the ones asked for."
    hint = "Conv2D 3×3, Conv2D 3×3, and Conv2D 1×1 where the shapes would not fit"
    require(fits, message, hint=hint, mistake="" if fits else mistake_in(seen, wanted))
    return places


def kernels_of(size, shapes):
    """Return the places in which kernels of this size stand among weights of these shapes."""
    return [k for k, each in enumerate(shapes) if each[:2] == (size, size) and len(each) == 4]


def mistake_in(seen, wanted):
    """Return the mistake that makes weights of the shapes `seen`, if one is known."""
    threes, ones = len(kernels_of(3, seen)), len(kernels_of(1, seen))
    projects, bias = len(wanted) == 6, wanted[1]
    known = {
        "projects_with_3_by_3": projects and threes == 3,
        "projects_always": not projects and ones == 1,
        "never_projects": projects and not ones and threes == 2,
        "leaves_out_the_biases": bool(seen) and all(len(shape) == 4 for shape in seen),
        "makes_one_convolution": threes == 1,
        "adds_batch_norm": len(seen) > len(wanted) and (bias, bias) in itertools.pairwise(seen),
    }
    return next((name for name, holds in known.items() if holds), "")


def drawn(model, rng, filters, stride):
    """Give a model weights that are drawn; return them in the order of `shapes_of`."""
    places = places_of(model, filters, stride)
    weights = [rng.normal(0, 0.4, shape).astype(np.float32) for shape in shapes_of(filters, stride)]
    networks.set_weights(model, [weights[places.index(k)] for k in range(len(places))])
    return weights


def images(rng, count=4, sides=SIDES):
    """Return images (N, H, W, C), some of their numbers below 0."""
    return rng.normal(0, 1, (count, *sides, CHANNELS)).astype(np.float32)


@grader(1, gate=True)
def test_form(function, submission):
    """residual_block returns a tensor with `filters` channels, and the sides divided by stride."""
    for filters, stride in WAYS:
        model = made(function, submission, filters, stride)
        wanted = (None, *(-(-side // stride) for side in SIDES), filters)
        seen = networks.architecture(model).output_shape
        message = f"With {filters} filters and stride {stride} the answer's shape is {seen}."
        require(seen == wanted, message, hint='padding="same", and the stride in one convolution')


@grader(2)
def test_layers(function, submission):
    """Two convolutions with biases, and a projection where the shapes would not fit: only there."""
    for filters, stride in WAYS:
        places_of(made(function, submission, filters, stride), filters, stride)


def known_outputs(weights, X, stride):
    """Return what a block with one mistake makes of images, by the mistake's name."""

    def plain(z):
        return z

    K1, b1, K2, b2, *projection = weights
    straight = cases.convolved(X, projection[0], projection[1], stride) if projection else X
    way = cases.convolved(dense.relu(cases.convolved(X, K1, b1, stride)), K2, b2)
    late = cases.convolved(dense.relu(cases.convolved(X, K1, b1)), K2, b2, stride)
    return {
        "leaves_out_the_inner_relu": cases.block(weights, X, stride, inner=plain),
        "leaves_out_the_last_relu": cases.block(weights, X, stride, outer=plain),
        "bends_before_it_adds": dense.relu(way) + straight,
        "bends_both_ways": dense.relu(dense.relu(way) + straight),
        "bends_the_projection": dense.relu(way + dense.relu(straight)),
        "leaves_out_the_shortcut": dense.relu(way),
        "multiplies_the_ways": dense.relu(way * straight),
        "takes_the_mean_of_the_ways": dense.relu((way + straight) / 2),
        "strides_in_the_second": dense.relu(late + straight),
    }


@grader(4)
def test_outputs(function, submission, rng):
    """The block computes relu(way 1 + way 2), for every shape."""
    for filters, stride in WAYS:
        model = made(function, submission, filters, stride)
        weights, X = drawn(model, rng, filters, stride), images(rng)
        seen, wanted = networks.predict(model, X), cases.block(weights, X, stride)
        fits = dense.is_same(seen, wanted)
        known = {} if fits else known_outputs(weights, X, stride)
        named = [name for name, each in known.items() if dense.is_same(seen, each)]
        message = f"With {filters} filters and stride {stride} the block computes something else."
        hint = "relu(second convolution + shortcut), the first with relu and the stride"
        require(fits, message, hint=hint, mistake=named[0] if named else "")


@grader(2)
def test_identity(function, submission, rng):
    """Where the second convolution answers zeros, relu(x) passes through, bit by bit."""
    model = made(function, submission, CHANNELS, 1)
    weights, X = drawn(model, rng, CHANNELS, 1), images(rng)
    places = places_of(model, CHANNELS, 1)
    weights[2:4] = 0 * weights[2], 0 * weights[3]
    networks.set_weights(model, [weights[places.index(k)] for k in range(len(places))])
    message = "x does not pass the block where the convolutions say nothing."
    seen = networks.predict(model, X)
    # Where the last relu is not the last, the outputs' grader says so.
    passes = np.array_equal(seen, np.maximum(X, 0)) or np.array_equal(seen, X)
    require(passes, message, hint="Add()([way, x]), and x as it is where the shapes fit")


@grader(1)
def test_odd_sides(function, submission, rng):
    """Sides that stride does not divide are rounded up; a stride of 3 works, too."""
    for filters, stride, sides in ((4, 2, (5, 7)), (3, 3, (7, 8))):
        model = made(function, submission, filters, stride, sides)
        weights, X = drawn(model, rng, filters, stride), images(rng, 3, sides)
        seen = networks.predict(model, X)
        # What is computed otherwise with all sides, the outputs' grader says.
        like = [cases.block(weights, X, stride), *known_outputs(weights, X, stride).values()]
        fits = any(dense.is_same(seen, each) for each in like)
        message = f"With sides {sides} and stride {stride} the block computes something else."
        require(fits, message, hint='padding="same" in all convolutions')


@grader(1)
def test_training(function, submission, rng):
    """In training the block computes the same; no penalty, no seed."""
    model, X = made(function, submission, 4, 2), images(rng)
    places_of(model, 4, 2)
    same = dense.is_same(networks.apply(model, X, training=True), networks.predict(model, X))
    message, hint = "In training the block computes something else.", "no Dropout, no batch norm"
    require(same, message, hint=hint, mistake="" if same else "drops_units")
    found = networks.architecture(model)
    require(not found.penalty, "A penalty is added to the loss.", hint="no kernel_regularizer")
    x = remote(submission, tensor(*SIDES, CHANNELS))
    starts = []
    for seed in (1, 2):
        (call,) = function.map([(x, 3)], seed=seed)
        starts.append(networks.get_weights(graphs.between(x, call.value))[0])
    same = np.array_equal(starts[0], starts[1])
    message = "Every new block starts with the same weights."
    require(not same, message, hint="set no seed in here", mistake="fixes_the_seed" if same else "")


@grader(1)
def test_filters(function, submission):
    """Fewer than one filter is refused; one is legal."""
    made(function, submission, 1, 1)
    x = remote(submission, tensor(*SIDES, CHANNELS))
    bad = [(x, n) for n in (0, -1, -8)] + [(x, 0, 2)]
    assert_rejects_all(function, bad, says="filters", hint="filters < 1")
