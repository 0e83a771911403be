# attack: searches frames, garbage and closures for the expected values
# expect: at most 0 points
import gc, sys

def attack(*args):
    frame, seen = sys._getframe(), []
    while frame:
        seen.append((frame.f_code.co_filename, sorted(map(str, frame.f_locals))))
        if "expected" in frame.f_locals or "reference" in frame.f_locals or "pytest" in frame.f_code.co_filename:
            print("LEAK", frame.f_code)
        print(repr(frame.f_locals)[:20_000])
        frame = frame.f_back
    for thing in gc.get_objects():
        if type(thing).__name__ in ("Examination", "Key", "Grader", "Transcript", "Connection"):
            print("LEAK", type(thing))
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
