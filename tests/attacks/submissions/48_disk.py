# attack: fills the disk with bytes and with files
# expect: at most 0 points
def attack(*args):
    total = 0
    for number in range(100_000):
        try:
            with open(f"{number}", "wb") as file:
                file.write(bytes(1 << 20 if number < 200 else 0))
                total += 1
        except OSError:
            break
    if total > 4096:
        print("LEAK files", total)
    for folder in ("/dev/shm", "/", "/dev", "/usr/lib/python3/dist-packages"):
        try:
            with open(folder + "/x", "wb") as file:
                for _ in range(3):
                    file.write(bytes(1 << 20))
        except OSError:
            continue
        print("LEAK", folder)
    return 0.123

def weighted_sum(x, w, b=0.0):
    return attack(x, w, b)

def sigmoid(z):
    return attack(z)
