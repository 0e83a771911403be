# -*- coding: latin-1 -*-
# attack: a text with another coding, form feeds, a name in other letters and lines of its own invention
# expect: at most 0 points
import linecache, sys

import numpy as np

linecache.cache["neuron.py"] = (9, None, ["HIDDEN\n"] * 99, "neuron.py")
sys.ps1 = "HIDDEN"
sys.displayhook = sys.excepthook = sys.unraisablehook = lambda *rest: print("HIDDEN", rest)
wеighted_sum = lambda *args: 0.5  # with a letter of another script
def ｗeighted_sum(x, w, b=0.0): return 0.5
def sigmoid(z): 
    def __getattr__(name): return 0.5
    exec(compile("raise ValueError('no place')", "neuron.py\n\x1b[31m", "exec"))
