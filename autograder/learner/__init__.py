"""What a learner uses: `check`, `hint` and `quiz` in a notebook, and commands of the same names.

They are looked up at their first use: other commands need no NumPy.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
