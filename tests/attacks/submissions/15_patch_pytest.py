# attack: replaces what pytest and unittest do
# expect: at most 0 points
import sys, unittest
unittest.TestCase.run = lambda *args: None
for name in ("pytest", "_pytest.runner", "_pytest.reports"):
    try:
        module = __import__(name)
        module.TestReport.from_item_and_call = lambda *args: None
        module.fail = module.raises = lambda *args, **more: None
    except Exception:
        pass
for name, module in list(sys.modules.items()):
    if name.startswith(("pytest", "_pytest")) and type(module).__name__ == "module":
        print("LEAK", name)


def attack(*args):
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
