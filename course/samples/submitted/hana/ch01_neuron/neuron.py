# chapter 1, my solutions
import math

import numpy as np

def weighted_sum(x, w, b=0.0):
    # first I check the input
    if np.ndim(x) != 1 or np.ndim(w) != 1:
        raise ValueError("weighted_sum: 1-D arrays please")
    if len(x) != len(w):
        raise ValueError("weighted_sum: shape: different lengths " + str(len(x)) + ", " + str(len(w)))
    result = 0.0
    for i in range(len(x)):
        result += float(x[i]) * float(w[i])
    result += float(b)
    return result


def threshold_unit(x, w, b):
    if np.ndim(x) != 1 or np.ndim(w) != 1:
        raise ValueError("threshold_unit: 1-D arrays please")
    if len(x) != len(w):
        raise ValueError("threshold_unit: shape: different lengths")
    result = float(b)
    for i in range(len(x)):
        result += float(x[i]) * float(w[i])
    if result > 0:
        return 1
    else:
        return 0


def sigmoid_of_one_number(number):
    if number >= 0:
        return 1 / (1 + math.exp(-number))
    return math.exp(number) / (1 + math.exp(number))


def make_result(z, numbers):
    # float32 has to stay float32, everything else is float64
    if z.dtype == np.float32:
        return np.array(numbers, dtype=np.float32).reshape(z.shape)
    return np.array(numbers, dtype=np.float64).reshape(z.shape)


def sigmoid(z):
    z = np.asarray(z)
    numbers = []
    for number in z.ravel():
        if math.isnan(number):
            raise ValueError("sigmoid: there is a nan")
        numbers.append(sigmoid_of_one_number(float(number)))
    return make_result(z, numbers)


def activate_one_number(number, kind):
    if kind == "linear":
        return number
    elif kind == "step":
        if number > 0:
            return 1.0
        return 0.0
    elif kind == "sigmoid":
        return sigmoid_of_one_number(number)
    elif kind == "tanh":
        return math.tanh(number)
    elif kind == "relu"
        return max(0.0, number)
    elif kind == "softplus":
        # math.exp(1000) is too big, so take the number out of the logarithm
        if number > 0:
            return number + math.log(1 + math.exp(-number))
        return math.log(1 + math.exp(number))
    elif kind == "elu":
        if number > 0:
            return number
        return math.exp(number) - 1
    else:
        raise ValueError("activate: unknown kind")


def activate(z, kind):
    z = np.asarray(z)
    return make_result(z, [activate_one_number(float(number), kind) for number in z.ravel()])


def slope_of_one_number(number, kind):
    if kind == "linear":
        return 1.0
    elif kind == "step":
        return 0.0
    elif kind == "sigmoid":
        s = sigmoid_of_one_number(number)
        return s * (1 - s)
    elif kind == "tanh":
        return 1 - math.tanh(number) ** 2
    elif kind == "relu":
        if number > 0:
            return 1.0
        return 0.0
    elif kind == "softplus":
        return sigmoid_of_one_number(number)
    elif kind == "elu":
        if number > 0:
            return 1.0
        return math.exp(number)
    else:
        raise ValueError("activation_derivative: unknown kind")


def activation_derivative(z, kind):
    z = np.asarray(z)
    return make_result(z, [slope_of_one_number(float(number), kind) for number in z.ravel()])


def perceptron_predict(X, w, b):
    X = np.asarray(X, dtype=float)
    w = np.asarray(w, dtype=float)
    if X.ndim != 2 or w.ndim != 1:
        raise ValueError("perceptron_predict: wrong shape")
    if X.shape[1] != len(w):
        raise ValueError("perceptron_predict: wrong shape, X and w do not fit")
    scores = np.dot(X, w) + b
    return np.where(scores > 0, 1, 0)


def perceptron_train(X, y, lr=1.0, epochs=20):
    if np.ndim(X) != 2 or np.ndim(y) != 1 or len(X) != len(y):
        raise ValueError("perceptron_train: wrong shape")
    for label in y:
        if label not in (0, 1):
            raise ValueError("perceptron_train: label " + str(label) + " is not 0 or 1")
    if lr <= 0:
        raise ValueError("perceptron_train: lr has to be positive")
    rows = len(X)
    columns = len(X[0])
    w = np.zeros(columns)
    b = 0.0
    mistakes = []
    for epoch in range(epochs):
        count = 0
        for n in range(rows):
            score = b
            for j in range(columns):
                score += w[j] * float(X[n][j])
            if score > 0:
                p = 1
            else:
                p = 0
            difference = int(y[n]) - p
            if difference != 0:
                for j in range(columns):
                    w[j] = w[j] + lr * difference * float(X[n][j])
                b = b + lr * difference
                count = count + 1
        mistakes.append(count)
        if count == 0:
            break
    return w, float(b), mistakes
