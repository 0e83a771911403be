"""Known wrong answers of chapter 4, each with what to tell a learner who gives it.

What a network computes cannot be replayed: where several mistakes fail one grader, the grader's own
failure says which of them it is. Each is right where its mistake has no effect: it refuses bad
input as the reference does.
"""

import keras
import numpy as np

from autograder.grading import misconception, reference_for

reference = reference_for(__file__)

# 4.1 prepare_images -------------------------------------------------------------------------


@misconception(
    "prepare_images",
    "A dark image became bright: you divided by the brightest pixel of the batch. Divide by 255 "
    "always, or the same ink has another value in every batch.",
)
def divides_by_the_brightest(images):
    reference.prepare_images(images)
    return images.astype(np.float32) / max(int(images.max()), 1)


@misconception(
    "prepare_images",
    "The pixels are still 0 to 255. The start weights are made for inputs near 1: training on "
    "numbers this large is slow and rough. Divide by 255.",
)
def does_not_scale(images):
    return (reference.prepare_images(images) * 255).round()


@misconception(
    "prepare_images",
    "White became a little less than 1: grey values run from 0 to 255, so divide by 255, not 256.",
)
def divides_by_256(images):
    reference.prepare_images(images)
    return images.astype(np.float32) / 256


@misconception(
    "prepare_images",
    "Ink and paper changed places: 0 is paper and 255 is ink, and that is how it stays.",
)
def inverts_the_images(images):
    return 1 - reference.prepare_images(images)


@misconception(
    "prepare_images",
    "Your numbers run from -1 to 1. That works with networks too, but here 0 to 1 is asked: divide "
    "by 255, and no more.",
)
def scales_to_minus_one(images):
    return 2 * reference.prepare_images(images) - 1


@misconception(
    "prepare_images",
    "You normalised to mean 0 and spread 1. Here only the range changes: divide by 255.",
)
def standardises(images):
    x = reference.prepare_images(images)
    return ((x - x.mean()) / (x.std() + np.float32(1e-7))).astype(np.float32)


@misconception(
    "prepare_images",
    "Almost every pixel became 0: `//` divides without remainder, or an integer dtype cut the "
    "fraction off. Turn the images into float32 first, then divide with `/`.",
)
def divides_without_remainder(images):
    reference.prepare_images(images)
    return (images // 255).astype(np.float32)


@misconception(
    "prepare_images", "The answer is float64, twice the memory for nothing. Keras works in float32."
)
def stays_float64(images):
    reference.prepare_images(images)
    return images / 255


# 4.2 build_mnist_model ----------------------------------------------------------------------


def layers_of(dropout):
    """Return the right layers, after the right refusal of a bad rate."""
    reference.build_mnist_model(dropout)
    return [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(dropout),
        keras.layers.Dense(10),
    ]


def replaced(dropout, **changes):
    """Return the right model with the layers at some places replaced, or left out for None."""
    layers = layers_of(dropout)
    for place, layer in changes.items():
        layers[int(place[1:])] = layer
    return keras.Sequential([layer for layer in layers if layer is not None])


OUTPUTS = "test_build_mnist_model_outputs"


@misconception(
    "build_mnist_model",
    "The last layer applies softmax, and the loss will apply it again. Keep the last layer linear: "
    "its ten numbers are logits.",
    named_by=OUTPUTS,
)
def ends_in_softmax(dropout=0.2):
    return replaced(dropout, _4=keras.layers.Dense(10, activation="softmax"))


@misconception(
    "build_mnist_model",
    "The last layer applies ReLU, so no logit can be below 0. Keep the last layer linear.",
    named_by=OUTPUTS,
)
def ends_in_relu(dropout=0.2):
    return replaced(dropout, _4=keras.layers.Dense(10, activation="relu"))


@misconception(
    "build_mnist_model",
    "The hidden layer has no activation: two linear layers in a row are only one. Give the "
    'first Dense activation="relu".',
    named_by=OUTPUTS,
)
def forgets_relu(dropout=0.2):
    return replaced(dropout, _2=keras.layers.Dense(128))


@misconception(
    "build_mnist_model",
    'The hidden layer uses the sigmoid. Here ReLU is asked: activation="relu".',
    named_by=OUTPUTS,
)
def uses_sigmoid(dropout=0.2):
    return replaced(dropout, _2=keras.layers.Dense(128, activation="sigmoid"))


@misconception(
    "build_mnist_model",
    "The biases are missing: Dense has them unless you switch them off with use_bias=False.",
    named_by="test_build_mnist_model_parameters",
)
def leaves_out_biases(dropout=0.2):
    return replaced(
        dropout,
        _2=keras.layers.Dense(128, activation="relu", use_bias=False),
        _4=keras.layers.Dense(10, use_bias=False),
    )


@misconception(
    "build_mnist_model",
    "A Dense layer has another width than asked: 128 units in the hidden layer, 10 in the last.",
    named_by="test_build_mnist_model_parameters",
)
def has_another_width(dropout=0.2):
    return replaced(dropout, _2=keras.layers.Dense(64, activation="relu"))


@misconception(
    "build_mnist_model",
    "Nothing is dropped between the two Dense layers. Dropout belongs after the first Dense: "
    "before it, pixels would be dropped.",
    named_by="test_build_mnist_model_dropout_place",
)
def has_no_dropout_there(dropout=0.2):
    return replaced(dropout, _1=keras.layers.Dropout(dropout), _3=None, _2=_flat_dense())


def _flat_dense():
    return keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(128, activation="relu")])


@misconception(
    "build_mnist_model",
    "Dropout comes after the last layer too, so logits themselves become 0. Put it between the two "
    "Dense layers, and only there.",
    named_by="test_build_mnist_model_dropout_place",
)
def drops_outputs(dropout=0.2):
    return keras.Sequential([*layers_of(dropout), keras.layers.Dropout(dropout)])


@misconception(
    "build_mnist_model",
    "The share that is dropped is always 0.2: hand the argument on, Dropout(dropout).",
    named_by="test_build_mnist_model_dropout_rate",
)
def ignores_the_rate(dropout=0.2):
    return replaced(dropout, _3=keras.layers.Dropout(0.2))


@misconception(
    "build_mnist_model",
    "You keep the share that should be dropped. Keras's Dropout takes the rate to drop.",
    named_by="test_build_mnist_model_dropout_rate",
)
def keeps_the_rate(dropout=0.2):
    return replaced(dropout, _3=keras.layers.Dropout(1 - dropout) if dropout else None)


@misconception(
    "build_mnist_model",
    "Keras warns: input_shape belongs to no layer any more. Begin the list with "
    "keras.Input((28, 28)).",
    named_by="test_build_mnist_model_quiet",
)
def gives_input_shape(dropout=0.2):
    layers_of(dropout)
    return replaced(dropout, _0=None, _1=keras.layers.Flatten(input_shape=(28, 28)))


# 4.3 inverted_dropout -----------------------------------------------------------------------


def kept_of(x, rate, rng):
    """Return x as fresh floats, and which of its entries are kept; drawn as the reference does."""
    x = 1.0 * np.asarray(x)
    return x, rng.random(x.shape) >= rate


def refuse(rate):
    reference.inverted_dropout(np.zeros(1), rate, np.random.default_rng(0), False)


@misconception(
    "inverted_dropout",
    "The mean fell by the rate: what is kept stays as it was. Divide it by 1 - rate, so that the "
    "next layer gets about the same sum in training as in use.",
)
def does_not_rescale(x, rate, rng, training):
    refuse(rate)
    if not training:
        return 1.0 * np.asarray(x)
    x, kept = kept_of(x, rate, rng)
    return np.where(kept, x, 0).astype(x.dtype)


@misconception(
    "inverted_dropout",
    "You multiply by 1 - rate; dividing is right: fewer entries must make up for the lost ones.",
)
def multiplies_by_the_share_kept(x, rate, rng, training):
    refuse(rate)
    if not training:
        return 1.0 * np.asarray(x)
    x, kept = kept_of(x, rate, rng)
    return np.where(kept, x * (1 - rate), 0).astype(x.dtype)


@misconception(
    "inverted_dropout",
    "The wrong share is dropped: `rate` is the probability to become 0, not to be kept.",
)
def keeps_with_the_rate(x, rate, rng, training):
    refuse(rate)
    if not training or rate == 0:
        return reference.inverted_dropout(x, rate, rng, training)
    x, kept = kept_of(x, rate, rng)
    return np.where(~kept, x / rate, 0).astype(x.dtype)


@misconception(
    "inverted_dropout",
    "What is kept is divided by rate; 1 - rate is the share that is kept, so divide by that.",
)
def divides_by_the_rate(x, rate, rng, training):
    refuse(rate)
    if not training or rate == 0:
        return reference.inverted_dropout(x, rate, rng, training)
    x, kept = kept_of(x, rate, rng)
    return np.where(kept, x / rate, 0).astype(x.dtype)


@misconception(
    "inverted_dropout",
    "Entries are dropped when the network is in use, too. When training is False, a copy of x "
    "comes back.",
)
def drops_always(x, rate, rng, training):
    return reference.inverted_dropout(x, rate, rng, True)


@misconception(
    "inverted_dropout",
    "When not training, x is made smaller. That is the older way: *inverted* dropout pays in "
    "training, so that in use nothing is left to do.",
)
def scales_in_use(x, rate, rng, training):
    answer = reference.inverted_dropout(x, rate, rng, training)
    return answer if training else (answer * (1 - rate)).astype(answer.dtype)


@misconception(
    "inverted_dropout",
    "One number decides for a whole row. Draw one for every entry: rng.random(x.shape).",
)
def drops_whole_rows(x, rate, rng, training):
    refuse(rate)
    x = 1.0 * np.asarray(x)
    if not training:
        return x
    kept = rng.random(x.shape[:1]) >= rate
    kept = kept.reshape(-1, *[1] * (x.ndim - 1))
    return np.where(kept, x / (1 - rate), 0).astype(x.dtype)


@misconception(
    "inverted_dropout",
    "Chance does not come from rng: the global np.random makes other numbers in every run. Call "
    "rng.random(x.shape).",
    grader="test_inverted_dropout_generator",
)
def draws_from_the_global_state(x, rate, rng, training):
    refuse(rate)
    x = 1.0 * np.asarray(x)
    if not training:
        return x
    return np.where(np.random.random(x.shape) >= rate, x / (1 - rate), 0).astype(x.dtype)


@misconception(
    "inverted_dropout",
    "rng is not used: a new generator with a fixed seed drops the same entries in every step.",
)
def makes_its_own_generator(x, rate, rng, training):
    return reference.inverted_dropout(x, rate, np.random.default_rng(0), training)


# 4.4 one_hot --------------------------------------------------------------------------------


def rows_of(labels, num_classes):
    return reference.one_hot(labels, num_classes)


@misconception(
    "one_hot",
    "A class that does not occur got no column. The number of columns is num_classes, not the "
    "largest label plus 1.",
)
def counts_the_classes_itself(labels, num_classes):
    rows_of(labels, num_classes)
    return np.eye(int(labels.max()) + 1, dtype=np.float32)[labels]


@misconception(
    "one_hot", "The table lies on its side: one row per label, one column per class is asked."
)
def lies_on_its_side(labels, num_classes):
    return np.ascontiguousarray(rows_of(labels, num_classes).T)


@misconception(
    "one_hot",
    "The 1 stands one column too far to the right. Labels count from 0, as columns do.",
)
def counts_from_one(labels, num_classes):
    return np.roll(rows_of(labels, num_classes), 1, axis=1)


@misconception(
    "one_hot",
    "The column holds the label itself. One-hot says only «this one»: the entry is always 1.",
)
def writes_the_label(labels, num_classes):
    return rows_of(labels, num_classes) * np.asarray(labels, dtype=np.float32)[:, np.newaxis]


@misconception(
    "one_hot",
    "The answer is float64. Say dtype=np.float32 where the table is made.",
    named_by="test_one_hot_form",
)
def makes_float64_rows(labels, num_classes):
    return rows_of(labels, num_classes).astype(np.float64)


@misconception("one_hot", "The answer is a table of integers. Say dtype=np.float32.")
def makes_integer_rows(labels, num_classes):
    return rows_of(labels, num_classes).astype(np.int64)


@misconception(
    "one_hot",
    "Right values, but a Python loop goes over the labels. NumPy does it in one step: "
    "np.eye(num_classes)[labels], or Y[np.arange(N), labels] = 1.",
    grader="test_one_hot_vectorised",
)
def loops_over_the_labels(labels, num_classes):
    rows = np.zeros_like(rows_of(labels, num_classes))
    for n, label in enumerate(labels):
        rows[n, label] = 1
    return rows


@misconception(
    "one_hot",
    "A label of -1 was taken: NumPy counts it from the end, so it lands in the last column. Refuse "
    "labels below 0.",
)
def takes_negative_labels(labels, num_classes):
    rows_of(np.abs(labels), num_classes) if np.ndim(labels) == 1 else rows_of(labels, num_classes)
    return np.eye(num_classes, dtype=np.float32)[labels]


# 4.5 compile_model --------------------------------------------------------------------------


def recompiled(model, learning_rate, **changes):
    """Compile the model rightly but for some arguments, and return it."""
    if learning_rate <= 0:
        raise ValueError(f"compile_model: learning_rate: must be above 0 ({learning_rate})")
    arguments = {
        "optimizer": keras.optimizers.Adam(learning_rate),
        "loss": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        "metrics": ["accuracy"],
    }
    model.compile(**arguments | changes)
    return model


LOSS, STEP = "test_compile_model_loss", "test_compile_model_step"


@misconception(
    "compile_model",
    "The model gives logits, the loss expects probabilities: training gets stuck far below what "
    "it can reach. Say from_logits=True.",
    named_by=LOSS,
)
def forgets_from_logits(model, learning_rate=1e-3):
    loss = keras.losses.SparseCategoricalCrossentropy()
    return recompiled(model, learning_rate, loss=loss)


@misconception(
    "compile_model",
    "This loss wants one-hot rows, but the labels are integers. The one for integers is called "
    "SparseCategoricalCrossentropy.",
    named_by=LOSS,
)
def wants_one_hot_rows(model, learning_rate=1e-3):
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    return recompiled(model, learning_rate, loss=loss)


@misconception(
    "compile_model",
    "Mean squared error compares a logit with the label's number, as if digit 8 were «twice» "
    "digit 4. Classes need cross-entropy.",
    named_by=LOSS,
)
def takes_squared_error(model, learning_rate=1e-3):
    return recompiled(model, learning_rate, loss="mse")


@misconception(
    "compile_model",
    'The accuracy is not measured: metrics=["accuracy"] is missing, so fit and evaluate report '
    "only the loss.",
    named_by="test_compile_model_accuracy",
)
def forgets_the_metric(model, learning_rate=1e-3):
    return recompiled(model, learning_rate, metrics=None)


@misconception(
    "compile_model",
    'Your learning_rate is not used: the string "adam" always means 0.001. Make the optimizer '
    "yourself, keras.optimizers.Adam(learning_rate).",
    named_by=STEP,
)
def ignores_the_learning_rate(model, learning_rate=1e-3):
    return recompiled(model, learning_rate, optimizer=keras.optimizers.Adam())


@misconception(
    "compile_model",
    "The optimizer is SGD. Adam, which is asked, adapts the step of each weight by itself.",
    named_by=STEP,
)
def uses_sgd(model, learning_rate=1e-3):
    return recompiled(model, learning_rate, optimizer=keras.optimizers.SGD(learning_rate))


@misconception("compile_model", "The optimizer is RMSprop; Adam is asked.", named_by=STEP)
def uses_rmsprop(model, learning_rate=1e-3):
    return recompiled(model, learning_rate, optimizer=keras.optimizers.RMSprop(learning_rate))


# 4.6 fit_and_evaluate -----------------------------------------------------------------------


def run(model, train, test, epochs, batch_size, seed, evaluate_on=None, **fitting):
    """Train and evaluate rightly but for some arguments of fit."""
    if epochs < 1:
        raise ValueError(f"fit_and_evaluate: epochs: must be at least 1 ({epochs})")
    if seed is not None:
        keras.utils.set_random_seed(seed)
    arguments = {"epochs": epochs, "batch_size": batch_size, "validation_split": 0.1, "verbose": 0}
    history = model.fit(*train, **arguments | fitting).history
    scores = model.evaluate(*(evaluate_on or test), verbose=0, return_dict=True)
    return answer(history, scores)


def answer(history, scores):
    return {
        "train_loss": [float(value) for value in history["loss"]],
        "train_accuracy": [float(value) for value in history["accuracy"]],
        "test_loss": float(scores["loss"]),
        "test_accuracy": float(scores["accuracy"]),
    }


KEPT_OUT = "test_fit_and_evaluate_test_is_kept_out"


@misconception(
    "fit_and_evaluate",
    "Test rows reached fit() as validation data. They are for one final evaluation: choose by "
    "them, and they no longer say how good the network is on what is new. Use validation_split.",
    named_by=KEPT_OUT,
)
def validates_on_test(model, train, test, epochs=5, batch_size=32, seed=0):
    x, y = train
    kept = (x[: len(x) * 9 // 10], y[: len(x) * 9 // 10])
    wrong = {"validation_split": 0.0, "validation_data": test}
    return run(model, kept, test, epochs, batch_size, seed, **wrong)


@misconception(
    "fit_and_evaluate",
    "Test rows were trained on: the test score then tells how well the network remembers, not how "
    "well it reads.",
    named_by=KEPT_OUT,
)
def trains_on_test(model, train, test, epochs=5, batch_size=32, seed=0):
    both = tuple(np.concatenate(pair) for pair in zip(train, test, strict=True))
    return run(model, both, test, epochs, batch_size, seed)


@misconception(
    "fit_and_evaluate",
    "All training rows are trained on. The last 10 % are for validation: validation_split=0.1.",
    named_by="test_fit_and_evaluate_validation",
)
def has_no_validation_data(model, train, test, epochs=5, batch_size=32, seed=0):
    return run(model, train, test, epochs, batch_size, seed, validation_split=0.0)


@misconception(
    "fit_and_evaluate",
    "The accuracy is that of guessing: images and labels no longer belong together. If you "
    "shuffle, index both with one permutation; fit shuffles by itself.",
    named_by="test_fit_and_evaluate_learns",
)
def shuffles_labels_apart(model, train, test, epochs=5, batch_size=32, seed=0):
    x, y = train
    rng = np.random.default_rng(seed)
    return run(model, (x, y[rng.permutation(len(y))]), test, epochs, batch_size, seed)


@misconception(
    "fit_and_evaluate",
    "shuffle=False: where the rows are sorted, each batch holds one digit, and the network "
    "forgets the others. Leave shuffle as it is.",
    named_by="test_fit_and_evaluate_sorted",
)
def does_not_shuffle(model, train, test, epochs=5, batch_size=32, seed=0):
    return run(model, train, test, epochs, batch_size, seed, shuffle=False)


@misconception(
    "fit_and_evaluate",
    "The argument seed has no effect: hand it to keras.utils.set_random_seed before fit.",
    named_by="test_fit_and_evaluate_seed",
)
def ignores_the_seed(model, train, test, epochs=5, batch_size=32, seed=0):
    return run(model, train, test, epochs, batch_size, None)


@misconception(
    "fit_and_evaluate",
    "The seed is always the same number, whatever is given: hand the argument seed on.",
    named_by="test_fit_and_evaluate_seed",
)
def fixes_the_seed(model, train, test, epochs=5, batch_size=32, seed=0):
    return run(model, train, test, epochs, batch_size, 0)


@misconception(
    "fit_and_evaluate",
    "batch_size has no effect: hand it on to fit, which takes 32 otherwise.",
    named_by="test_fit_and_evaluate_steps",
)
def ignores_the_batch_size(model, train, test, epochs=5, batch_size=32, seed=0):
    return run(model, train, test, epochs, 32, seed)


@misconception(
    "fit_and_evaluate",
    "Keras prints a bar for every epoch. Say verbose=0, in fit and in evaluate.",
    named_by="test_fit_and_evaluate_silent",
)
def prints_progress(model, train, test, epochs=5, batch_size=32, seed=0):
    return run(model, train, test, epochs, batch_size, seed, verbose=2)


@misconception(
    "fit_and_evaluate",
    "test_loss and test_accuracy are those of the training rows: evaluate on test.",
    named_by="test_fit_and_evaluate_scores",
)
def evaluates_on_train(model, train, test, epochs=5, batch_size=32, seed=0):
    return run(model, train, test, epochs, batch_size, seed, evaluate_on=train)


@misconception(
    "fit_and_evaluate",
    "The test set is evaluated before the training: the scores are those of random weights.",
    named_by="test_fit_and_evaluate_scores",
)
def evaluates_before_training(model, train, test, epochs=5, batch_size=32, seed=0):
    if epochs < 1:
        return run(model, train, test, epochs, batch_size, seed)
    scores = model.evaluate(*test, verbose=0, return_dict=True)
    after = run(model, train, test, epochs, batch_size, seed)
    return after | {"test_loss": scores["loss"], "test_accuracy": scores["accuracy"]}


# 4.7 build_mlp_256 --------------------------------------------------------------------------


def mlp(kernel_init, hidden=2, activation="relu", last=None, start=None, **compiled):
    """Return the right network but for some of its parts."""
    reference.build_mlp_256(kernel_init)
    normal = keras.initializers.RandomNormal(stddev=1.0)
    right = {"he_normal": ("he_normal", "zeros"), "random_normal": (normal, normal)}
    kernel, bias = (start or {}).get(kernel_init, right[kernel_init])

    def dense(units, activation=None):
        return keras.layers.Dense(
            units, activation, kernel_initializer=kernel, bias_initializer=bias
        )

    layers = [dense(256, activation) for _ in range(hidden)]
    model = keras.Sequential([keras.Input((784,)), *layers, dense(10, last)])
    arguments = {
        "optimizer": keras.optimizers.Adam(0.001),
        "loss": keras.losses.CategoricalCrossentropy(from_logits=True),
        "metrics": ["accuracy"],
    }
    model.compile(**arguments | compiled)
    return model


@misconception(
    "build_mlp_256",
    "There is one hidden layer of 256 units; two are asked: 784-256-256-10.",
    named_by="test_build_mlp_256_parameters",
)
def has_one_hidden_layer(kernel_init="he_normal"):
    return mlp(kernel_init, hidden=1)


@misconception(
    "build_mlp_256",
    "The last layer applies softmax, and the loss does so again. Keep the last layer linear.",
    named_by="test_build_mlp_256_outputs",
)
def ends_the_mlp_in_softmax(kernel_init="he_normal"):
    return mlp(kernel_init, last="softmax")


@misconception(
    "build_mlp_256",
    "The hidden layers have no activation: three linear layers in a row are only one.",
    named_by="test_build_mlp_256_outputs",
)
def leaves_the_mlp_linear(kernel_init="he_normal"):
    return mlp(kernel_init, activation=None)


@misconception(
    "build_mlp_256",
    'Under "he_normal" the weights start as Keras would start them anyway (Glorot), too small '
    "for ReLU. Hand kernel_initializer on to every Dense layer.",
    named_by="test_build_mlp_256_he",
)
def keeps_keras_own_start(kernel_init="he_normal"):
    return mlp(kernel_init, start={"he_normal": ("glorot_uniform", "zeros")})


@misconception(
    "build_mlp_256",
    'The string "random_normal" means a standard deviation of 0.05. Make the initializer '
    "yourself: keras.initializers.RandomNormal(stddev=1.0).",
    named_by="test_build_mlp_256_random_normal",
)
def uses_the_string_random_normal(kernel_init="he_normal"):
    return mlp(kernel_init, start={"random_normal": ("random_normal", "random_normal")})


@misconception(
    "build_mlp_256",
    'Under "random_normal" the biases start at 0. They are drawn too: give bias_initializer as '
    "well.",
    named_by="test_build_mlp_256_random_normal",
)
def starts_biases_at_0(kernel_init="he_normal"):
    normal = keras.initializers.RandomNormal(stddev=1.0)
    return mlp(kernel_init, start={"random_normal": (normal, "zeros")})


@misconception(
    "build_mlp_256",
    "The loss is told to expect probabilities, but the network gives logits: say from_logits=True.",
    named_by="test_build_mlp_256_compiled",
)
def leaves_out_from_logits(kernel_init="he_normal"):
    return mlp(kernel_init, loss=keras.losses.CategoricalCrossentropy())


@misconception(
    "build_mlp_256",
    "This loss wants integer labels; here they come as one-hot rows. That one is called "
    "CategoricalCrossentropy, without Sparse.",
    named_by="test_build_mlp_256_compiled",
)
def wants_integer_labels(kernel_init="he_normal"):
    return mlp(kernel_init, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
