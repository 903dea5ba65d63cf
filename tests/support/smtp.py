"""A real mail server on loopback: it takes what it is given and remembers it."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import ClassVar


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word in {b"MAIL", b"RCPT"}:
                self.server.envelopes.append(line.decode().strip())  # type: ignore[attr-defined]
            self.server.hears(word)  # type: ignore[attr-defined]
            refusal = self.server.refusals.get(word)  # type: ignore[attr-defined]
            if refusal:
                self.wfile.write(refusal)
                continue
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (text := self.rfile.readline()) not in {b".\r\n", b""}:
                    lines.append(text[1:] if text.startswith(b"..") else text)
                self.server.taken.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write(b"250 loopback\r\n" if word != b"QUIT" else b"221 bye\r\n")
            if word == b"QUIT":
                return


class MailServer(socketserver.ThreadingTCPServer):
    """Letters as they came over the wire."""

    daemon_threads = True
    allow_reuse_address = True
    taken: ClassVar[list[bytes]]
    #: Lines with sender and receivers, as they came over the wire.
    envelopes: list[str]
    #: Word of the protocol → what is answered instead of yes.
    refusals: dict[bytes, bytes]
    #: Called with each word before it is answered; may take its time.
    hears: Callable[[bytes], None]

    @property
    def letters(self) -> list[EmailMessage]:
        """Parsed, oldest first."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.taken]  # type: ignore[misc]


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServer]:
    """Listen on a free port inside the block, or on this one."""
    with MailServer(("127.0.0.1", port), _Talk) as server:
        server.taken = []  # type: ignore[misc]
        server.envelopes, server.refusals, server.hears = [], {}, lambda word: None
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
