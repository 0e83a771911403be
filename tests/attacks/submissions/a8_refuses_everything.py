# attack: refuses whatever it is given, with every word that a refusal may need
# expect: at most 0 points
"""Attempts the points of all graders that ask for a refusal, without computing anything.
Channel: the verdict: `refuses` without `accepts` asks only that bad input is refused.
"""
import numpy as np

TEXT = "1-D shape nan kind label lr axis dtype empty row column length positive finite integer"


def weighted_sum(x, w, b=0.0):
    raise ValueError("weighted_sum: " + TEXT)


def sigmoid(z):
    raise ValueError("sigmoid: " + TEXT)
