# attack: holds its memory in shared pages, which no limit of a process counts
# expect: at most 0 points
import mmap, time

def attack(*args):
    kept = mmap.mmap(-1, 700 << 20)
    for start in range(0, 700 << 20, 4096):
        kept[start] = 1
    time.sleep(1000)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
