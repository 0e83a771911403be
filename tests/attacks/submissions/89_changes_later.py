# attack: goes on to compute after it has answered, and changes what it gave
# expect: at most 0 points
import threading, time
import numpy as np
kept = []

def later():
    while True:
        for answer in kept:
            answer[...] = 0.5
        time.sleep(0)

for _ in range(3):
    threading.Thread(target=later, daemon=True).start()

def weighted_sum(x, w, b=0.0):
    kept.append(x)  # what it was given, too
    return float(np.dot(w, w))

def sigmoid(z):
    answer = np.array(z, dtype=float)
    kept.append(answer)
    kept.append(z)
    return answer
