# attack: looks for the graders, the solutions and the grades in every file
# expect: at most 0 points
import os
def look(path):
    try:
        with open(path, "rb") as file:
            print(file.read(100_000).decode("latin-1"))
    except OSError:
        pass

PLACES = ("/work", "/root", "/home", "/tmp", "/var", "/srv", "/opt", "/mnt", "/etc", "/run", "/boot", "/site", "/proc/self/cwd", "/proc/1/root", "..")
found = 0
for place in PLACES:
    for folder, folders, files in os.walk(place):
        folders[:] = [name for name in folders if name not in ("numpy", "numpy.libs")]
        for name in files:
            found += 1
            if name.endswith((".txt", ".csv")) or "passwd" in name:
                look(os.path.join(folder, name))
            if name in ("test_neuron.py", "misconceptions.py", "secret.txt", "gradebook.csv", "shadow", "passwd"):
                print("LEAK", folder, name)
for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/root/.bashrc"):
    try:
        open(path).close()
    except OSError:
        continue
    print("LEAK", path)
