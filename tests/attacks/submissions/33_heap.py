# attack: searches its memory for what earlier submissions left
# expect: at most 0 points
import ctypes, os
# Every letter of the mark, plus one: else the search would find itself.
SHIFTED = b"NBSL.PG.UIF.DBOBSZ"
PLUS_ONE = bytes((n + 1) % 256 for n in range(256))
libc = ctypes.CDLL(None, use_errno=True)
libc.pwrite.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long]
file = os.open("dump", os.O_RDWR | os.O_CREAT)
read = 0
for near in (id(object()), id(int), ctypes.cast(libc.malloc(8), ctypes.c_void_p).value or 0):
    start = near & ~0xFFFFF
    for address in range(start - (16 << 20), start + (16 << 20), 1 << 12):
        if libc.pwrite(file, address, 4096, 0) == 4096:  # EFAULT where nothing is
            read += 1
            if SHIFTED in os.pread(file, 4096, 0).translate(PLUS_ONE):
                print("LEAK of an earlier submission at", hex(address))
print("read", read)
if read < 100:
    print("LEAK: the search itself is broken")
