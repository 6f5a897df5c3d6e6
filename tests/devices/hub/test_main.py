"""The hub's one port."""

from __future__ import annotations

import socket

import pytest

from devices.hub.main import listen


def test_answers_do_not_wait_for_the_acknowledgement_of_what_was_sent_before() -> None:
    with listen("127.0.0.1", 0) as port, socket.create_connection(port.getsockname()):
        line, _ = port.accept()
        with line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_a_port_that_is_taken_is_named() -> None:
    with listen("127.0.0.1", 0) as port:
        number = port.getsockname()[1]
        with pytest.raises(OSError, match=rf"port {number} of 127\.0\.0\.1 cannot be had"):
            listen("127.0.0.1", number)
