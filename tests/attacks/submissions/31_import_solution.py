# attack: imports the solution, the graders and the engine
# expect: at most 0 points
import glob, importlib, sys
sys.path += [*glob.glob("/*/*"), *glob.glob("/*/*/solutions/ch01_neuron"), *glob.glob("/*/*/.venv/lib/python3*/site-packages"), ".."]
for name in ("solutions.ch01_neuron.neuron", "autograder.graders.ch01_neuron.test_neuron", "neuron_solution", "hypothesis", "rich", "typer", "yaml"):
    try:
        module = importlib.import_module(name)
    except Exception:
        continue
    if type(module).__name__ == "module":
        print("LEAK", name)
for name, module in list(sys.modules.items()):
    if name.startswith(("autograder.grading", "solutions", "autograder.graders")) and type(module).__name__ == "module":
        print("LEAK", name)


def attack(*args):
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
