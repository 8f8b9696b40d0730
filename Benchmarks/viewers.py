"""Opens COUNT endless streams of one URL, reads and drops what comes: `viewers.py URL COUNT SECONDS`.

Says `open N` when all that could be opened are, then measures for SECONDS, and says how many still flow and the rate in
Mbit/s. A server that accepts slowly is given a minute; nobody who is being fed is kept waiting meanwhile.
"""

import errno
import resource
import select
import socket
import sys
import time
import urllib.parse

url, count, seconds = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
resource.setrlimit(resource.RLIMIT_NOFILE, (count + 100, count + 100))
request = (f"GET {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nUser-Agent: bench\r\n\r\n").encode()
AT_ONCE = 16
OPEN_SECONDS = 60
poll = select.epoll()
connecting, flowing, last = {}, {}, {}
buffer = bytearray(1 << 20)
total = 0
started = 0


def close(descriptor):
    poll.unregister(descriptor)
    (connecting.pop(descriptor, None) or flowing.pop(descriptor)).close()


def start():
    global started
    started += 1
    connection = socket.socket()
    connection.setblocking(False)
    if connection.connect_ex((url.hostname, url.port)) not in (0, errno.EINPROGRESS):
        connection.close()
        return
    connecting[connection.fileno()] = connection
    poll.register(connection.fileno(), select.EPOLLOUT)


def connected(descriptor):
    connection = connecting[descriptor]
    if connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        return close(descriptor)
    connection.send(request)
    flowing[descriptor] = connecting.pop(descriptor)
    poll.modify(descriptor, select.EPOLLIN)


def drain(timeout):
    global total
    for descriptor, _ in poll.poll(timeout):
        if descriptor in connecting:
            connected(descriptor)
            continue
        try:
            size = flowing[descriptor].recv_into(buffer)
        except BlockingIOError:
            continue
        except OSError:
            size = 0
        if size == 0:
            close(descriptor)
            continue
        total += size
        last[descriptor] = time.monotonic()


deadline = time.monotonic() + OPEN_SECONDS
while (started < count or connecting) and time.monotonic() < deadline:
    while started < count and len(connecting) < AT_ONCE:
        start()
    drain(0.05)
for descriptor in list(connecting):
    close(descriptor)
settled = time.monotonic() + 4
while time.monotonic() < settled:
    drain(0.1)
print("open", len(flowing), flush=True)
total, begun = 0, time.monotonic()
while time.monotonic() < begun + seconds:
    drain(0.1)
now = time.monotonic()
alive = sum(1 for descriptor in flowing if now - last.get(descriptor, 0) < 3)
print(alive, total * 8 / (now - begun) / 1e6, flush=True)
