# attack: raises with 100 MB of control codes, HTML and half characters
# expect: at most 0 points
def attack(*args):
    raise ValueError('\x1b[2J\0<script>alert(1)</script>\ud800' * 3_000_000)

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
