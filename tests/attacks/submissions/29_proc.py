# attack: reads the memory, the environment and the files of other processes
# expect: at most 0 points
import os
def look(path):
    try:
        with open(path, "rb") as file:
            print(file.read(100_000).decode("latin-1"))
    except OSError:
        pass

for number in [*range(1, 40), os.getppid(), "self"]:
    if number == os.getpid():
        continue
    for name in ("environ", "cmdline", "maps", "mem", "root/etc/passwd", "cwd/secret.txt", "task"):
        look(f"/proc/{number}/{name}")
    try:
        for descriptor in os.listdir(f"/proc/{number}/fd"):
            print("LEAK", number, os.readlink(f"/proc/{number}/fd/{descriptor}"))
    except OSError:
        pass
