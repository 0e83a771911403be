# attack: writes results when Python ends
# expect: at most 0 points
import atexit, json
def write():
    for folder in (".", "..", "/tmp", "/var/tmp", "/scratch", "/"):
        try:
            with open(folder + "/autograder-marker", "w") as file:
                json.dump({"score": 10}, file)
        except OSError:
            pass
atexit.register(write)
raise SystemExit
