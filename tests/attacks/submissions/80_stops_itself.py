# attack: stops, so that it takes no processor time and nothing ends it
# expect: at most 0 points
import os, signal, threading, time

def attack(*args):
    if os.fork() == 0:  # somebody who would wake it for ever
        while True:
            time.sleep(0.01)
            os.kill(os.getppid(), signal.SIGCONT)
    threading.Thread(target=time.sleep, args=(99,), daemon=True).start()
    while True:
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(0.2)

def weighted_sum(x, w, b=0.0):
    return attack()

def sigmoid(z):
    return attack()
