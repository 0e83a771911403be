"""steps may be 0, and w0 is not handed back: the weights are a new array."""


def fit_or_gate(w0, steps=100, lr=0.01):
    if w0.shape != (3, 1):
        raise ValueError("w0")
    import tensorflow as tf
    X = tf.constant([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], tf.float64)
    t = tf.constant([[0.0], [1], [1], [1]], tf.float64)
    w, losses = w0, []
    for _ in range(steps):
        at = tf.constant(w, tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(at)
            loss = tf.reduce_sum((t - tf.nn.relu(X @ at)) ** 2)
        losses.append(float(loss))
        w = w - lr * tape.gradient(loss, at).numpy()
    losses.append(float(tf.reduce_sum((t - tf.nn.relu(X @ w)) ** 2)))
    return w, losses
