"""Opens COUNT endless streams of one URL, reads and drops what comes, and says at the end how many still flow and the
rate: `viewers.py URL COUNT SECONDS`."""

import resource
import select
import socket
import sys
import time
import urllib.parse

url, count, seconds = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
resource.setrlimit(resource.RLIMIT_NOFILE, (count + 100, count + 100))
request = (f"GET {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nUser-Agent: bench\r\n\r\n").encode()
poll = select.epoll()
sockets, received = {}, {}
buffer = bytearray(1 << 20)
started = time.monotonic()
end = started + seconds
total = 0
total_start = None
last = {}


def drain(timeout):
    global total
    for descriptor, _ in poll.poll(timeout):
        connection = sockets.get(descriptor)
        if connection is None:
            continue
        try:
            size = connection.recv_into(buffer)
        except BlockingIOError:
            continue
        except OSError:
            size = 0
        if size == 0:
            poll.unregister(descriptor)
            del sockets[descriptor]
            connection.close()
            continue
        total += size
        last[descriptor] = time.monotonic()


for index in range(count):
    connection = socket.create_connection((url.hostname, url.port))
    connection.sendall(request)
    connection.setblocking(False)
    sockets[connection.fileno()] = connection
    poll.register(connection.fileno(), select.EPOLLIN)
    if index % 20 == 0:
        drain(0.001)
settled = time.monotonic() + 4
while time.monotonic() < settled:
    drain(0.1)
total, total_start = 0, time.monotonic()
while time.monotonic() < end:
    drain(0.1)
now = time.monotonic()
alive = sum(1 for descriptor in sockets if now - last.get(descriptor, 0) < 3)
print(alive, total * 8 / (now - total_start) / 1e6)
