"""Opens the demo hall: windows to play with, or without a display a scripted visit."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

import click

import config
from config.theme.touch_client import Finger, TouchFailed
from devices.demo.admin import AdminBrowser, enrol
from devices.demo.city import APPOINTMENT, PHONE, PHONED, book, staff_the_desk
from devices.demo.console import Console
from devices.demo.household import SIZES, TIDAL, DemoFailed, Household
from devices.demo.premises import PROGRAMS, Premises, prepare
from devices.demo.stage import Stage
from devices.demo.story import play
from devices.link.newcomer import JoinFailed
from devices.virtual.hardware import PretendHardware, furnish

DEMO_HALL = Path(config.__file__).parent / "halls" / "demo"

LIMIT_S = 170.0
"""A scripted visit that takes longer has failed."""


def run(out: Path, port: int) -> int:
    """Open the demo hall; returns the exit code."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    try:
        premises = prepare(DEMO_HALL, out, port)
    except (ValueError, OSError) as error:
        click.echo(f"hall demo: {error}", err=True)
        return 1
    began = time.monotonic()
    try:
        asyncio.run(_play_with(premises) if has_display else _drive(premises))
    except TimeoutError:
        click.echo(f"hall demo: not done after {LIMIT_S:.0f} s; the logs are in {out}/logs", err=True)
        return 1
    except (DemoFailed, JoinFailed, TouchFailed, OSError) as error:
        click.echo(f"hall demo: {error}; the logs are in {out}/logs", err=True)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        premises.close()
    if not has_display:
        click.echo(f"Done in {time.monotonic() - began:.0f} s. Look at {out}/index.html")
    return 0


async def _drive(premises: Premises) -> None:
    click.echo("No display: the screens run unseen, and a scripted visit touches them.")
    async with asyncio.timeout(LIMIT_S), _opened(premises, driven=True) as (household, hardware, admin):
        fingers = {name: Finger(premises.touch(name)) for name in SIZES}
        try:
            for finger in fingers.values():
                await asyncio.to_thread(finger.connect, 30.0)
            await play(Stage(household, hardware, fingers, admin, click.echo))
        finally:
            for finger in fingers.values():
                finger.close()
    shutil.copyfile(premises.data / "journal.db", premises.out / "journal.db")


async def _play_with(premises: Premises) -> None:
    async with _opened(premises, driven=False) as (household, hardware, _):
        await asyncio.to_thread(book, premises, APPOINTMENT, "business-01")
        await asyncio.to_thread(book, premises, PHONED, "business-02", PHONE)
        await asyncio.to_thread(staff_the_desk, premises)
        click.echo(
            f"The hall is open. Its dashboard: {premises.url}/  Its admin's pages: {premises.url}/staff"
        )
        click.echo("Sign in at the panel: type `staff 1002` here, then that clerk's PIN there.")
        console = asyncio.create_task(Console(household, hardware).run(), name="console")
        try:
            while not console.done():
                household.check()
                await asyncio.sleep(0.5)
        finally:
            console.cancel()


@contextlib.asynccontextmanager
async def _opened(
    premises: Premises, *, driven: bool
) -> AsyncIterator[tuple[Household, PretendHardware, AdminBrowser]]:
    """The hall with everything running; closed in the end, whatever happened."""
    hardware = furnish(premises.config, premises.data, premises.out / "led")
    hardware.start()
    household = Household(premises, driven)
    try:
        await household.start("hub")
        await household.hub_answers()
        click.echo(f"The hub answers at {premises.url}/")
        admin = await enrol(premises)
        click.echo(
            f"{len(PROGRAMS)} screens, agents and programs are enrolled, each by a code and its own key"
        )
        for name in ("agent", *(name for name in SIZES if driven or name not in TIDAL)):
            await household.start(name)
        yield household, hardware, admin
    finally:
        await household.stop()
        hardware.close()
