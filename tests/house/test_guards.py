"""The guards of ``tests/guards`` let careful tests pass and each careless one fail."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CARELESS = """
import asyncio, logging, socket, subprocess, threading

def test_warns():
    logging.getLogger("devices.runner").warning("printer-1 is silent")

def test_expects_what_does_not_come(expects_log):
    expects_log("silent")

def test_leaves_a_thread():
    threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()

def test_leaves_a_process():
    global child
    child = subprocess.Popen(["sleep", "5"])

async def test_leaves_a_task():
    global task
    task = asyncio.create_task(asyncio.Event().wait(), name="forgotten task")

def test_swallows_its_way_out():
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    except OSError:
        pass

def test_listens_to_the_world():
    with socket.socket() as line:
        try:
            line.bind(("", 0))
        except OSError:
            pass

def test_asks_for_a_name():
    try:
        socket.getaddrinfo("hall.example", 80)
    except OSError:
        pass

def test_sends_a_packet_away():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.sendto(b"x", ("192.0.2.1", 9))
        except OSError:
            pass

def test_breaks_qml_while_ending(request):
    from PySide6.QtCore import qWarning
    request.addfinalizer(lambda: qWarning("Cannot read property of null"))
"""

CAREFUL = """
import asyncio, logging, socket, subprocess, threading

def test_expects_its_warning(expects_log):
    expects_log("printer-. is silent")
    logging.getLogger("devices.runner").warning("printer-1 is silent")

def test_informs():
    logging.getLogger("devices.runner").info("printer-1 is here")

def test_ends_its_thread():
    threading.Thread(target=int).start()

def test_ends_its_process():
    subprocess.run(["true"])

async def test_cancels_its_task():
    asyncio.create_task(asyncio.Event().wait()).cancel()

async def test_serves_on_loopback():
    server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
"""


def run(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    guards = [f"-ptests.guards.{name}" for name in ("leftovers", "logs", "qt", "sockets")]
    plugins = ["-ppytest_asyncio.plugin", "-ppytestqt.plugin", *guards]
    pytester.makeini("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(source)
    root = str(Path(__file__).resolve().parents[2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")])))
        return pytester.runpytest_subprocess(*plugins, "-pno:cacheprovider")


def test_every_careless_test_fails(pytester: pytest.Pytester) -> None:
    result = run(pytester, CARELESS)

    result.assert_outcomes(passed=CARELESS.count("def test_"), errors=CARELESS.count("def test_"))


def test_careful_tests_pass(pytester: pytest.Pytester) -> None:
    result = run(pytester, CAREFUL)

    result.assert_outcomes(passed=CAREFUL.count("def test_"))
