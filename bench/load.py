"""Clients that send and wait, light enough not to be what is measured."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from queue import Empty, SimpleQueue

CLIENTS = 32
READ_BYTES = 65536


class Wrong(Exception):
    """The server answered with another status than expected."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a number of requests took, together and each, in seconds."""

    whole: float
    each: list[float]

    @property
    def per_second(self) -> float:
        """Say how many were answered in a second."""
        return len(self.each) / self.whole

    def percentile(self, hundredth: int) -> float:
        """Say within how many seconds this share of the requests was answered."""
        ordered = sorted(self.each)
        return ordered[min(len(ordered) * hundredth // 100, len(ordered) - 1)]


def send_all(
    port: int, requests: Iterable[bytes], *, status: int, clients: int = CLIENTS
) -> Timing:
    """Send all requests over as many lines as there are clients. Raises Wrong."""
    waiting: SimpleQueue[bytes] = SimpleQueue()
    for request in requests:
        waiting.put(request)
    each: list[float] = []
    wrong: list[str] = []
    threads = [
        threading.Thread(target=_work, args=(port, waiting, each, wrong, b" %d " % status))
        for _ in range(clients)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - started
    if wrong:
        raise Wrong(wrong[0])
    return Timing(whole, each)


def get(path: str, host: str) -> bytes:
    """Write the request for a page."""
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def _work(
    port: int, waiting: SimpleQueue[bytes], each: list[float], wrong: list[str], mark: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while not wrong:
            try:
                request = waiting.get_nowait()
            except Empty:
                return
            started = time.perf_counter()
            line.sendall(request)
            answer = _answer(line)
            each.append(time.perf_counter() - started)
            if mark not in answer[:20]:
                wrong.append(answer[:2000].decode(errors="replace"))


def _answer(line: socket.socket) -> bytes:
    """Read one answer to its end, by its length or its last chunk."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(line)
    head, _, body = got.partition(b"\r\n\r\n")
    length = _length(head)
    while (len(body) < length) if length is not None else not body.endswith(b"0\r\n\r\n"):
        body += _more(line)
    return head + b"\r\n\r\n" + body


def _more(line: socket.socket) -> bytes:
    got = line.recv(READ_BYTES)
    if not got:
        raise ConnectionError("The server closed the line.")
    return got


def _length(head: bytes) -> int | None:
    for text in islice(head.lower().split(b"\r\n"), 1, None):
        name, _, value = text.partition(b":")
        if name == b"content-length":
            return int(value)
    return None
