"""What a learner uses: `check`, `hint` and `quiz` in a notebook, and commands of the same names.

They are looked up at their first use: other commands need no NumPy. In a notebook's kernel, Keras
is silent from the import of this package on: its log lines would be the first thing to be seen.
"""

import sys

import lazy_loader

from autograder.sandbox import heavy

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

if "ipykernel" in sys.modules:
    heavy.install()
