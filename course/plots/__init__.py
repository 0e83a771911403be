"""The figures that lessons and notebooks draw; each function returns a Matplotlib `Figure`.

A folder holds those of one lesson; beside the folders stands what lessons share. The names are
looked up at their first use, and `__init__.pyi` lists them: a lesson waits for its own figures.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
