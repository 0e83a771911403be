# attack: reaches the network, the name service and sockets of the machine
# expect: at most 0 points
import ctypes, glob, os, socket
def attempt(what, *address):
    try:
        s = socket.socket(*what)
        s.settimeout(0.2)
        if what[1] == socket.SOCK_DGRAM:
            s.sendto(b"autograder-packet", address[0])
        else:
            s.connect(address[0])
    except OSError:
        return
    print("LEAK", what, address)
for port in (22, 53, 80, 443):
    attempt((socket.AF_INET, socket.SOCK_STREAM), ("127.0.0.1", port))
    attempt((socket.AF_INET, socket.SOCK_DGRAM), ("127.0.0.1", port))
    attempt((socket.AF_INET6, socket.SOCK_DGRAM), ("::1", port))
attempt((socket.AF_INET, socket.SOCK_DGRAM), ("1.1.1.1", 53))
attempt((socket.AF_INET, socket.SOCK_RAW), ("127.0.0.1", 0))
for number in range(9):
    attempt((socket.AF_UNIX, socket.SOCK_STREAM), f"\0autograder-attack-{number}")
attempt((socket.AF_UNIX, socket.SOCK_STREAM), "/tmp/autograder-attack.sock")
attempt((socket.AF_UNIX, socket.SOCK_STREAM), "/run/dbus/system_bus_socket")
attempt((socket.AF_UNIX, socket.SOCK_DGRAM), "/dev/log")
for family in (2, 10, 16, 17, 38, 40):
    try:
        socket.socket(family, socket.SOCK_RAW)
    except OSError:
        continue
    print("LEAK family", family)
try:
    socket.getaddrinfo("localhost", 80)
    print("LEAK name service")
except OSError:
    pass
libc = ctypes.CDLL(None)
if libc.socket(ctypes.c_long(2 | 1 << 32), 1, 0) >= 0:
    print("LEAK high half")
