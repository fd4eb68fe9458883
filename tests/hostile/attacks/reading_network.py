"""Asks the network, on every way out: names, loopback, abstract sockets, netlink."""

GETS = "honest"

import socket

ways = [
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: socket.create_connection(("127.0.0.1", 22), 0.2),
    lambda: socket.socket(socket.AF_UNIX).connect("\0/tmp/.X11-unix/X0"),
    lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
]
loot = []
for way in ways:
    try:
        loot.append(way())
    except OSError:
        pass
assert not loot, loot


def softmax(X):
    return X.exp() / X.exp().sum()
