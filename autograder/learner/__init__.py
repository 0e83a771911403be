"""What a learner uses: `check` and `hint` in a notebook, and the commands of the same names.

Both are looked up at their first use: other commands need no NumPy.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
