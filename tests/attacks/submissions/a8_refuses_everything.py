# attack: refuses whatever it is given, with every word that a refusal may need
# expect: at most 0 points
"""Attempts the points of all graders that ask for a refusal, without computing anything.
Channel: the verdict: `refuses` without `accepts` asks only that bad input is refused.
"""
import numpy as np

TEXT = "1-D shape nan kind label lr axis dtype empty row column length positive finite integer"


def weighted_sum(x, w, b=0.0):
    raise ValueError("weighted_sum: " + TEXT)


def threshold_unit(x, w, b):
    raise ValueError("threshold_unit: " + TEXT)


def sigmoid(z):
    raise ValueError("sigmoid: " + TEXT)


def activate(z, kind):
    raise ValueError("activate: " + TEXT)


def activation_derivative(z, kind):
    raise ValueError("activation_derivative: " + TEXT)


def perceptron_predict(X, w, b):
    raise ValueError("perceptron_predict: " + TEXT)


def perceptron_train(X, y, lr=1.0, epochs=20):
    raise ValueError("perceptron_train: " + TEXT)
