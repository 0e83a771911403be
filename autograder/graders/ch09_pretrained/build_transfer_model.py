"""9.2 build_transfer_model: its graders."""

import numpy as np

from autograder.asserting import assert_rejects_all, dense, grader, networks, observation, require

from . import cases

CLASSES = 4
HEAD = [(cases.FEATURES, 32), (32,), (32, CLASSES), (CLASSES,)]


@observation
def built(function, submission, rng):
    """Return a base, the model that was built on it, frozen, and images."""
    base = cases.base_of(submission, rng)
    return base, function(base, CLASSES), cases.images(rng, 9)


def head_of(model):
    """Return the weights of the head, once the model ends in the layers that were asked for."""
    networks.architecture(model)
    weights = networks.get_weights(model)
    shapes = [array.shape for array in weights[-4:]]
    known = {
        "leaves_out_the_hidden_layer": [(cases.FEATURES, CLASSES), (CLASSES,)],
        "takes_64_units": [(cases.FEATURES, 64), (64,), (64, CLASSES), (CLASSES,)],
    }
    named = [name for name, wanted in known.items() if shapes[-len(wanted) :] == wanted]
    message = "Behind the base the layers are not the ones asked for."
    hint = "Dense(32), then Dense(n_classes), with biases"
    fits = shapes == HEAD and len(weights) == sum(cases.WEIGHTS) + 4
    require(fits, message, hint=hint, mistake="" if fits else (named or [""])[0])
    return weights[-4:]


@grader(2, gate=True)
def test_form(built):
    """The model takes what the base takes, and answers n_classes numbers."""
    _, model, x = built
    head_of(model)
    outputs = networks.predict(model, x)
    message = "The model does not answer n_classes numbers for each image."
    require(outputs.shape == (9, CLASSES), message, hint="Dense(n_classes) at the end")


def answers(base, head, x, hidden=dense.relu):
    """Return the logits of the head on the features of the base."""
    return dense.outputs_of(head, cases.features_of(base, x), hidden)


@grader(4)
def test_outputs(built):
    """The model computes the base's features, ReLU, and a softmax."""
    base, model, x = built
    head = head_of(model)
    seen, logits = networks.predict(model, x), answers(base, head, x)
    known = {
        "ends_in_logits": logits,
        "ends_in_sigmoids": dense.sigmoid(logits),
        "leaves_out_relu": dense.softmax(answers(base, head, x, hidden=lambda z: z)),
    }
    message = "The model does not compute what its layers should."
    for mistake, outputs in known.items():
        require(not dense.is_same(seen, outputs), message, mistake=mistake)
    fits = dense.is_same(seen, dense.softmax(logits))
    require(fits, message, hint="base, Dense relu, Dense softmax")


@grader(4)
def test_inference(function, submission, built, rng):
    """While the model is trained, too, its base works as in use: frozen, or not."""
    _, model, x = built
    other = cases.base_of(submission, rng)
    given_both = (
        (model, "lets_the_base_train"),
        (function(other, CLASSES, True), "hands_trainable_on_as_training"),
    )
    for given, mistake in given_both:
        wanted, seen = networks.predict(given, x), networks.apply(given, x, training=True)
        message = "In training the base drops units, or takes the statistics of the batch."
        hint = "as_in_use(base)(inputs), in either case"
        fits = dense.is_same(seen, wanted)
        require(fits, message, hint=hint, mistake="" if fits else mistake)


def trained(model, x, rng):
    """Return a model's weights after a few steps on these images."""
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
    y = rng.integers(0, CLASSES, len(x))
    networks.fit(model, x, y, epochs=2, batch_size=len(x), seed=0)
    return networks.get_weights(model)


@grader(4)
def test_frozen(function, submission, rng):
    """Of a frozen base nothing moves; of the head all does."""
    base, x = cases.base_of(submission, rng), cases.images(rng, 9)
    before = networks.get_weights(base)
    model = function(base, CLASSES)
    start = head_of(model)
    count = networks.architecture(model).trainable
    message, hint = "The base can be trained.", "base.trainable = trainable"
    wrong = count == 12  # eight of the base, but for the statistics, and four of the head
    require(not wrong, message, hint=hint, mistake="forgets_to_freeze" if wrong else "")
    mistake = "freezes_the_head" if count == 0 else ""
    message = "Not the four arrays of the head can be trained, and they alone."
    require(count == 4, message, hint="only the base is frozen", mistake=mistake)
    after = trained(model, x, rng)
    cases.require_kept(base, before)
    message = "A training does not move the head."
    moved = all(not np.array_equal(a, b) for a, b in zip(after[-4:], start, strict=True))
    require(moved, message, hint="the new layers are trainable by themselves")
    message, hint = "The base itself can be trained still.", "base.trainable = trainable"
    require(not cases.trainable_layers(base), message, hint=hint)


@grader(3)
def test_trainable(function, submission, rng):
    """With trainable=True the base learns, frozen before or not; its statistics stay."""
    base, x = cases.base_of(submission, rng), cases.images(rng, 9)
    networks.set_trainable(base, False)
    frozen = function(cases.base_of(submission, rng), CLASSES, False)
    networks.architecture(frozen)
    in_use, in_training = networks.predict(frozen, x), networks.apply(frozen, x, training=True)
    known = "lets_the_base_train"
    known = "hands_trainable_on_as_training" if dense.is_same(in_training, in_use) else known
    before = networks.get_weights(base)
    model = function(base, CLASSES, True)
    head_of(model)
    count = networks.architecture(model).trainable
    fresh = function(cases.base_of(submission, rng), CLASSES, True)
    always = networks.architecture(fresh).trainable == 4
    message, hint = "With trainable=True the base cannot be trained.", "base.trainable = trainable"
    mistake = "freezes_always" if always else "never_unfreezes"
    require(count != 4, message, hint=hint, mistake=mistake if count == 4 else "")
    trained(model, x, rng)
    pairs = list(zip(networks.get_weights(base), before, strict=True))
    message = "With trainable=True a training does not move the base."
    moved = all(not np.array_equal(*pairs[place]) for place in (0, 1, 6, 8))
    require(moved, message, hint="as_in_use(base)(inputs), of the base itself")
    message = "With trainable=True scale and shift of BatchNormalization do not move."
    moved = all(not np.array_equal(*pairs[place]) for place in (2, 3))
    hint = "its statistics stay; what is learned by slopes moves with the rest"
    require(moved, message, hint=hint, mistake="" if moved else "freezes_the_norm")
    message = "The statistics of BatchNormalization moved."
    kept = all(np.array_equal(*pairs[place]) for place in (4, 5))
    hint = "as_in_use(base)(inputs)"
    require(kept, message, hint=hint, mistake="" if kept else known)


@grader(2)
def test_plain(built, function, submission, rng):
    """The model is not compiled, adds no penalty, and its head starts at random."""
    base, model, _ = built
    found = networks.architecture(model)
    mistake = "compiles_it_too" if found.compiled else ""
    message, hint = "The model is compiled.", "not in here: fine-tuning wants another rate"
    require(not found.compiled, message, hint=hint, mistake=mistake)
    require(not found.penalty, "The model adds a penalty.", hint="no kernel_regularizer")
    starts = []
    for seed in (1, 2):
        (call,) = function.map([(base, CLASSES)], seed=seed)
        starts.append(head_of(call.value))
    same = np.array_equal(starts[0][0], starts[1][0])
    message = "Every new head starts with the same weights."
    require(not same, message, hint="set no seed in here", mistake="fixes_the_seed" if same else "")
    for table, bias in (starts[0][:2], starts[0][2:]):  # Keras's own rule is that of Glorot
        bound = np.sqrt(6 / sum(table.shape))
        fits = 0.8 * bound < np.abs(table).max() <= bound + 1e-6 and not np.any(bias)
        message, hint = "The new layers do not start as Keras starts them.", "no kernel_initializer"
        require(fits, message, hint=hint, mistake="" if fits else "starts_by_another_rule")


@grader(1)
def test_classes(function, submission, rng):
    """Fewer than two classes are refused; two are legal."""
    base = cases.base_of(submission, rng)
    two = networks.predict(function(cases.base_of(submission, rng), 2), cases.images(rng, 3))
    require(two.shape == (3, 2), "Two classes are not answered.", hint="2 is not below 2")
    before = cases.trainable_layers(base)
    assert_rejects_all(function, [(base, n) for n in (1, 0, -3)], says="n_classes", hint=">= 2")
    message = "The base was changed before the classes were refused."
    require(cases.trainable_layers(base) == before, message, hint="refuse first")
