"""The port and the passwords of the embedded server, kept in its data folder."""

from __future__ import annotations

import json
import os
import random
import secrets
import socket
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

# Below 32768: above it the system lends ports to outgoing connections.
PORTS: Final = range(20_000, 32_768)
DATABASE: Final = "ritrovo"


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one database: for pages and jobs, for migrations, for setting up."""

    runtime: str
    owner: str
    setup: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The server's port and the passwords of its three roles."""

    port: int
    setup: str
    owner: str
    app: str

    @classmethod
    def read_or_make(cls, home: Path) -> Keys:
        """Read the keys kept in `home`, or make and keep new ones, readable by us only."""
        try:
            return cls(**json.loads((home / "database.json").read_text()))
        except FileNotFoundError:
            made = cls(free_port(), *(secrets.token_urlsafe(24) for _ in range(3)))
            made.keep(home)
            return made

    def keep(self, home: Path) -> None:
        """Write the keys at once or not at all."""
        draft = home / f"database.json.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self), file)
        draft.replace(home / "database.json")

    def with_free_port(self, home: Path) -> Keys:
        """Return these keys, with another port if somebody took ours."""
        if is_free(self.port):
            return self
        moved = replace(self, port=free_port())
        moved.keep(home)
        return moved

    def urls(self, folder: Path, database: str = DATABASE) -> Urls:
        """Write the addresses of a database, through the Unix socket in `folder`."""
        place, socket_folder = f"localhost:{self.port}", f"host={quote(str(folder))}"
        return Urls(
            runtime=f"postgresql://ritrovo_app:{self.app}@{place}/{database}?{socket_folder}",
            owner=f"postgresql://ritrovo_owner:{self.owner}@{place}/{database}?{socket_folder}",
            setup=f"postgresql://postgres:{self.setup}@{place}/postgres?{socket_folder}",
        )


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port of 127.0.0.1."""
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Pick a port of 127.0.0.1 on which nobody listens."""
    return next(port for port in random.sample(PORTS, len(PORTS)) if is_free(port))
