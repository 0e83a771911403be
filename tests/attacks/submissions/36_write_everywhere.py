# attack: writes results and grades wherever it can
# expect: at most 0 points
import glob, os
FOLDERS = ["/", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/run", "/srv", "/root", "/etc", "/usr", "/usr/lib", "/boot", "/site", "/site/numpy", "/python", "/proc", "/sys", "..", *glob.glob("/tmp/*"), *glob.glob("/usr/lib/python3*/*"), *glob.glob("/python/lib/python3*/*")]
for folder in FOLDERS:
    for name in ("autograder-marker", "results.json", "gradebook.csv"):
        try:
            with open(f"{folder}/{name}", "a") as file:
                file.write("score,10")
        except OSError:
            continue
        if folder not in ("/dev/shm",):
            print("LEAK", folder, name)
