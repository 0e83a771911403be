# attack: listens with trace, profile, audit and import hooks
# expect: at most 0 points
import sys
heard = []
sys.settrace(lambda *args: heard.append(args))
sys.setprofile(lambda *args: heard.append(args))
sys.addaudithook(lambda *args: heard.append(args))
class Finder:
    def find_spec(self, name, path=None, target=None):
        heard.append(name)
sys.meta_path.insert(0, Finder())


def attack(*args):
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
