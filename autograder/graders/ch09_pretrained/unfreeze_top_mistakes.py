"""9.3 unfreeze_top: the mistakes that its graders know."""

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _set(base, n_layers, chosen):
    """Set the flags of a base by `chosen(layers with weights)`; bad input is refused."""
    weighty = [layer for layer in base.layers if layer.weights]
    if not 1 <= n_layers <= len(weighty):
        raise ValueError(f"unfreeze_top: n_layers: {n_layers}")
    names = {layer.name for layer in chosen(weighty)}
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name in names
    return base


def _is_norm(layer):
    return "norm" in type(layer).__name__.lower()


@misconception
def unfreezes_batch_normalization(right, base, n_layers):
    """BatchNormalization became trainable. Small batches would wreck what it has learned: it stays
    frozen, wherever it stands.
    """
    return _set(base, n_layers, lambda layers: layers[-n_layers:])


@misconception
def unfreezes_the_first(right, base, n_layers):
    """The first layers became trainable. Those near the output are the ones to fine-tune: what the
    first ones see, edges, is of use for any picture.
    """
    return _set(base, n_layers, lambda layers: [x for x in layers[:n_layers] if not _is_norm(x)])


@misconception
def counts_layers_without_weights(right, base, n_layers):
    """Layers without weights were counted, such as ReLU, Flatten or Dropout. Count only those that
    have weights.
    """
    last = base.layers[-n_layers:] if n_layers > 0 else []
    return _set(base, n_layers, lambda layers: [x for x in layers if x in last and not _is_norm(x)])


@misconception
def skips_batch_normalization(right, base, n_layers):
    """BatchNormalization was not counted, so a layer more became trainable. It counts, as it has
    weights, and stays frozen.
    """
    return _set(base, n_layers, lambda layers: [x for x in layers if not _is_norm(x)][-n_layers:])


@misconception
def leaves_the_base_frozen(right, base, n_layers):
    """Nothing can be trained: the base itself is frozen, and then no flag of a layer counts. Set
    base.trainable = True first, then the flags of its layers.
    """
    right(base, n_layers)
    flags = [layer.trainable for layer in base.layers]
    base.trainable = False
    for layer, flag in zip(base.layers, flags, strict=True):
        layer.trainable = flag
    return base


@misconception
def needs_a_base_that_is_not_frozen(right, base, n_layers):
    """Of a base that came frozen nothing can be trained: its own flag is False still, and then no
    flag of a layer counts. base.trainable = True comes first.
    """
    was = base.trainable
    right(base, n_layers)
    flags = [layer.trainable for layer in base.layers]
    base.trainable = was
    for layer, flag in zip(base.layers, flags, strict=True):
        layer.trainable = flag
    return base


@misconception
def unfreezes_all(right, base, n_layers):
    """All layers are trainable. base.trainable = True sets every layer alike: it comes first, and
    the flags of the layers behind it.
    """
    return _set(base, n_layers, lambda layers: [x for x in layers if not _is_norm(x)])


@misconception
def sets_the_base_last(right, base, n_layers):
    """All layers are trainable, BatchNormalization too: base.trainable = True sets the flag of each
    of them, so it comes first, and the flags of the layers behind it.
    """
    was = base.trainable
    right(base, n_layers)
    base.trainable = was
    base.trainable = True
    return base


@misconception
def leaves_the_others_as_they_are(right, base, n_layers):
    """Of a base that can be trained the first layers still can: the last n_layers become trainable,
    and every other one is frozen, whatever it was before.
    """
    was = {layer.name for layer in base.layers if layer.trainable}
    return _set(
        base,
        n_layers,
        lambda layers: [
            x for x in layers if not _is_norm(x) and (x.name in was or x in layers[-n_layers:])
        ],
    )


@misconception(unseen="a base with a Dropout")
def counts_what_has_variables(right, base, n_layers):
    """A Dropout was counted: it has a variable, the seed that it draws with, but no weights. Count
    by layer.weights.
    """
    counted = [layer for layer in base.layers if layer.variables]
    if not 1 <= n_layers <= len(counted):
        return right(base, n_layers)
    last = counted[-n_layers:]
    count = max(1, len([x for x in last if x.weights]))
    return _set(base, count, lambda layers: [x for x in layers if x in last and not _is_norm(x)])


@misconception
def freezes_the_top(right, base, n_layers):
    """The last layers are frozen, and the others trainable: it is the other way round."""
    return _set(base, n_layers, lambda layers: [x for x in layers[:-n_layers] if not _is_norm(x)])


@misconception
def accepts_too_many(right, base, n_layers):
    """More layers than have weights were accepted: Python's slices do not mind. Refuse it."""
    return right(base, min(n_layers, len([x for x in base.layers if x.weights])))


@misconception
def accepts_none(right, base, n_layers):
    """0 layers were accepted. layers[-0:] is all of them: refuse what is below 1."""
    return right(base, len([x for x in base.layers if x.weights]) if n_layers == 0 else n_layers)
