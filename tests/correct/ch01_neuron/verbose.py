# ruff: noqa (a student wrote this)
# My solution of chapter 1. I wrote everything step by step.
import math

import numpy as np

print("loading my neuron ...")
print("numpy version", np.__version__)


def check_vectors(function_name, x, w):
    if np.ndim(x) != 1:
        raise ValueError(function_name + ": x is not 1-D (" + str(np.ndim(x)) + " axes)")
    if np.ndim(w) != 1:
        raise ValueError(function_name + ": w is not 1-D (" + str(np.ndim(w)) + " axes)")
    if len(x) != len(w):
        raise ValueError(function_name + ": shape: lengths " + str(len(x)) + " and " + str(len(w)))


def weighted_sum(x, w, b=0.0):
    check_vectors("weighted_sum", x, w)
    total = float(b)
    for j in range(len(x)):
        total = total + float(x[j]) * float(w[j])
    return total


def threshold_unit(x, w, b):
    check_vectors("threshold_unit", x, w)
    total = 0.0
    for j in range(len(x)):
        total = total + float(x[j]) * float(w[j])
    total = total + float(b)
    if total > 0:
        answer = 1
    else:
        answer = 0
    return answer


def one_sigmoid(number):
    if number >= 0:
        return 1.0 / (1.0 + math.exp(-number))
    else:
        return math.exp(number) / (1.0 + math.exp(number))


def one_softplus(number):
    if number > 0:
        return number + math.log1p(math.exp(-number))
    else:
        return math.log1p(math.exp(number))


def one_elu(number):
    if number > 0:
        return number
    return math.exp(number) - 1.0


def one_elu_slope(number):
    if number > 0:
        return 1.0
    return math.exp(number)


functions = {
    "linear": lambda number: number,
    "step": lambda number: 1.0 if number > 0 else 0.0,
    "sigmoid": lambda number: one_sigmoid(number),
    "tanh": lambda number: math.tanh(number),
    "relu": lambda number: number if number > 0 else 0.0,
    "softplus": lambda number: one_softplus(number),
    "elu": lambda number: one_elu(number),
}

slopes = {
    "linear": lambda number: 1.0,
    "step": lambda number: 0.0,
    "sigmoid": lambda number: one_sigmoid(number) * (1.0 - one_sigmoid(number)),
    "tanh": lambda number: 1.0 - math.tanh(number) ** 2,
    "relu": lambda number: 1.0 if number > 0 else 0.0,
    "softplus": lambda number: one_sigmoid(number),
    "elu": lambda number: one_elu_slope(number),
}


def for_every_entry(function, z):
    z = np.array(z)
    if z.dtype == np.float32:
        out_type = np.float32
    else:
        out_type = np.float64
    answers = []
    for number in z.flatten():
        answers.append(function(float(number)))
    return np.array(answers, dtype=out_type).reshape(z.shape)


def sigmoid(z):
    for number in np.array(z).flatten():
        if math.isnan(number):
            raise ValueError("sigmoid: z has a nan in it")
    return for_every_entry(one_sigmoid, z)


def activate(z, kind):
    if kind not in functions:
        raise ValueError("activate: I do not know the kind " + str(kind))
    return for_every_entry(functions[kind], z)


def activation_derivative(z, kind):
    if kind not in slopes:
        raise ValueError("activation_derivative: I do not know the kind " + str(kind))
    return for_every_entry(slopes[kind], z)


def perceptron_predict(X, w, b):
    X = np.array(X, dtype=float)
    w = np.array(w, dtype=float)
    if X.ndim != 2:
        raise ValueError("perceptron_predict: X has a wrong shape " + str(X.shape))
    if w.ndim != 1:
        raise ValueError("perceptron_predict: w has a wrong shape " + str(w.shape))
    number_of_columns = X.shape[1]
    if number_of_columns != w.shape[0]:
        raise ValueError("perceptron_predict: shape: X and w do not fit")
    # a loop over the columns is allowed, over the rows it is not
    scores = np.zeros(X.shape[0])
    for j in range(number_of_columns):
        scores = scores + X[:, j] * w[j]
    scores = scores + b
    answers = np.zeros(X.shape[0], dtype=int)
    answers[scores > 0] = 1
    return answers


def perceptron_train(X, y, lr=1.0, epochs=20):
    X = np.array(X, dtype=float)
    y = np.array(y)
    if X.ndim != 2 or y.ndim != 1:
        raise ValueError("perceptron_train: wrong shape")
    if len(X) != len(y):
        raise ValueError("perceptron_train: X and y: shape does not fit")
    for label in y:
        if label != 0 and label != 1:
            raise ValueError("perceptron_train: bad label " + str(label))
    if lr <= 0:
        raise ValueError("perceptron_train: lr must be positive, it is " + str(lr))
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = []
    for epoch in range(epochs):
        mistakes_now = 0
        for n in range(X.shape[0]):
            score = 0.0
            for j in range(X.shape[1]):
                score = score + X[n, j] * w[j]
            score = score + b
            if score > 0:
                p = 1
            else:
                p = 0
            if p == 0 and y[n] == 1:
                w = w + lr * X[n]
                b = b + lr
                mistakes_now = mistakes_now + 1
            if p == 1 and y[n] == 0:
                w = w - lr * X[n]
                b = b - lr
                mistakes_now = mistakes_now + 1
        mistakes.append(mistakes_now)
        if mistakes_now == 0:
            break
    return w, float(b), mistakes


print("ready")
