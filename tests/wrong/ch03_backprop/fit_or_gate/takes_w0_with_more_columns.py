"""A w0 that has not the shape (3, 1) is refused: (3, 2) too."""


def fit_or_gate(w0, steps=100, lr=0.01):
    if w0.ndim != 2 or len(w0) != 3:
        raise ValueError("w0")
    import tensorflow as tf
    X = tf.constant([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    t = tf.constant([[0.0], [1], [1], [1]])
    w, losses = tf.Variable(w0, dtype=tf.float32), []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((t - tf.nn.relu(X @ w)) ** 2)
        losses.append(float(loss))
        w.assign_sub(lr * tape.gradient(loss, w))
    losses.append(float(tf.reduce_sum((t - tf.nn.relu(X @ w)) ** 2)))
    return w.numpy(), losses
