"""A program that ends as a service is ended."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from devices.processes import run_until_signalled


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_work_and_lets_it_tidy_up(number: signal.Signals) -> None:
    done: list[str] = []

    async def work() -> None:
        try:
            os.kill(os.getpid(), number)
            await asyncio.Event().wait()
        finally:
            done.append("tidy")

    run_until_signalled(work())
    assert done == ["tidy"]


def test_work_that_ends_by_itself_is_the_end() -> None:
    done: list[str] = []

    async def work() -> None:
        done.append("done")

    run_until_signalled(work())
    assert done == ["done"]


def test_an_error_of_the_work_is_raised() -> None:
    async def work() -> None:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError):
        run_until_signalled(work())


def test_an_error_while_tidying_up_is_raised_too() -> None:
    async def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.Event().wait()
        finally:
            raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError):
        run_until_signalled(work())
