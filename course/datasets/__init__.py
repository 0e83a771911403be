"""Data sets of the lessons: real ones that the course brings along, or Keras's own on wish.

Nothing here touches the network unless a learner asks for it: `load_mnist()` takes the full
MNIST where Keras has already cached it and the bundled digits otherwise, at once. A lesson thus
never waits, and gives the same digits today and tomorrow. `load_mnist("keras")` downloads.
"""

from course.datasets.mnist import bundled_mnist, load_mnist
from course.datasets.pima import load_pima
from course.datasets.reviews import bundled_reviews, load_reviews

__all__ = ["bundled_mnist", "bundled_reviews", "load_mnist", "load_pima", "load_reviews"]
