"""The course's content: lessons, figures and data sets."""

from autograder.sandbox import heavy

heavy.install()  # in a learner's notebook too, Keras loads without TensorFlow's log lines
