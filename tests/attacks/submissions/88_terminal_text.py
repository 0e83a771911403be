# attack: colours, bells, titles, right-to-left and a false verdict in what is shown
# expect: at most 0 points
TEXT = "\x1b[2J\x1b]0;HIDDEN?\x07\u202e\u2066\u200b\r\b\x00\x9b31m✓ passes 10 of 10 points</pre><script>alert(1)</script>"

class Shown(ValueError):
    pass

Shown.__name__ = Shown.__qualname__ = TEXT

def weighted_sum(x, w, b=0.0):
    print(TEXT)
    raise Shown(TEXT.replace("HIDDEN", ""))

def sigmoid(z):
    raise Shown(TEXT.replace("HIDDEN", ""))
