"""Qt's and QML's warnings while a screen is taken down fail the test too.

pytest-qt watches the test's call; bindings that read a dead view-model complain later, in the teardown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Collect Qt's messages around the teardown of every fixture."""
    if "PySide6.QtCore" not in sys.modules:
        return (yield)
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    told: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            told.append(text)

    before = qInstallMessageHandler(hear)
    try:
        result = yield
    finally:
        qInstallMessageHandler(before)
    if told:
        pytest.fail("Qt said while the test was taken down:\n" + "\n".join(told), pytrace=False)
    return result
