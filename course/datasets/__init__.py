"""Data sets of the lessons: real ones that the course brings along, or Keras's own on wish.

Nothing here touches the network unless a learner asks for it: `load_mnist()` takes the full
MNIST where Keras has already cached it and the bundled digits otherwise, at once. A lesson thus
never waits, and gives the same digits today and tomorrow. `load_mnist("keras")` downloads.
"""

from course.datasets.fashion import load_fashion
from course.datasets.houses import bundled_houses, load_houses
from course.datasets.landscapes import draw_landscapes
from course.datasets.mnist import bundled_mnist, load_mnist
from course.datasets.novel import load_letters, load_novel
from course.datasets.packages import load_packages
from course.datasets.photographs import load_painting, load_photographs
from course.datasets.pima import load_pima
from course.datasets.pretrained import (
    load_digits_base,
    load_squeezenet,
    prepare_photographs,
    squeezenet_maps,
)
from course.datasets.reviews import bundled_reviews, load_reviews
from course.datasets.topics import bundled_topics, load_topics
from course.datasets.weather import load_weather

__all__ = [
    "bundled_houses",
    "bundled_mnist",
    "bundled_reviews",
    "bundled_topics",
    "draw_landscapes",
    "load_digits_base",
    "load_fashion",
    "load_houses",
    "load_letters",
    "load_mnist",
    "load_novel",
    "load_packages",
    "load_painting",
    "load_photographs",
    "load_pima",
    "load_reviews",
    "load_squeezenet",
    "load_topics",
    "load_weather",
    "prepare_photographs",
    "squeezenet_maps",
]
