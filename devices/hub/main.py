"""Wires one hall's hub: files, devices, link, pages, sync. The only place where they all meet."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from math import ceil
from pathlib import Path

import uvicorn

from config.schema import HallConfig
from config.supervisor import supervised, supervisor_of
from devices.hub.audit_kinds import Kind
from devices.hub.backup import source_of
from devices.hub.backups import Backups
from devices.hub.clients import Clients
from devices.hub.dispatch import Dispatch
from devices.hub.door import Door, affordable
from devices.hub.events import AnyEvent
from devices.hub.files import Files, only_one
from devices.hub.front import Front
from devices.hub.hub import Hub
from devices.hub.journal import Journal, JournalFailed
from devices.hub.local import LocalDevices
from devices.hub.people import HUB
from devices.hub.publish import Publisher
from devices.hub.server import LinkServer
from devices.hub.socket import link_route
from devices.hub.staff_register import MARK, StaffRegister, is_admin
from devices.hub.tls import Tls, wanted
from devices.hub.tokens import Tokens
from devices.hub.upkeep import Kept, Upkeep, log_of_hub
from devices.hub.vault import Vault
from devices.hub.wire import protocols
from devices.link.codec import MAX_BYTES
from devices.sync.client import SyncClient
from devices.web.app import make_app
from devices.web.rates import Rates
from devices.web.staff.app import staff_pages
from devices.web.staff.office import Office

log = logging.getLogger(__name__)

TAKEN_IN_AT_ONCE = 100
FORGET_S = 5.0
"""Seconds between two looks at whether somebody was erased."""


def listen(host: str, port: int) -> socket.socket:
    """Open the hub's one port.

    Raises:
        OSError: the port cannot be had; says so to the technician.
    """
    # uvicorn would end the whole process on a port that is taken, without a word for the technician.
    try:
        listener = socket.create_server((host, port), backlog=1024)
    except OSError as error:
        raise OSError(
            f"[hub] port {port} of {host} cannot be had ({error.strerror}); is another hub running?"
        ) from error
    # asyncio sets it only where a socket names its protocol, which these do not. Without it an answer waits
    # until the client has acknowledged the patch before it (Nagle and delayed acknowledgement: 40 ms).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the hub closes its sessions first, then tells it to end."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(config: HallConfig, folder: Path, data: Path) -> None:
    """Run the hub until SIGTERM or SIGINT.

    Args:
        config: the hall.
        folder: the hall's folder.
        data: where its days are kept.

    Raises:
        AlreadyRunning: another hub holds the data.
        JournalFailed: the journal cannot be opened or read.
        VaultFailed: the vault cannot be opened.
        AuditFailed: the audit log cannot be opened.
        StaffRegisterFailed: the register of staff cards and PINs cannot be opened.
        ClientsFailed: the register of those who may come in cannot be opened.
        PkiFailed: other computers would reach the hub, and it has no certificate to show them.
        OSError: the port is taken.
    """
    files = Files(data)
    with only_one(files), log_of_hub(files.audit, config.hub.hash, folder) as audit:
        tls = Tls(files.pki) if wanted(config.hub) else None
        journal = Journal(files.journal, config.hub.hash)
        _check_chain(journal)
        vault = Vault(files.vault, files.key, config.vault.cipher)
        staff = StaffRegister(
            files.staff,
            partial(vault.mark, MARK),
            partial(datetime.now, UTC),
            is_admin=partial(is_admin, config),
        )
        hub = Hub(config, journal, vault, staff=staff, audit=audit, dawn=files.dawn)
        tokens = Tokens(files.tokens)
        clients = Clients(files.clients)
        office = Office(config, staff, clients, tokens, audit)
        try:
            await _run(hub, office, tls, folder, data)
        finally:
            office.close()
            hub.close()
            staff.close()
            tokens.close()
            clients.close()


def _check_chain(journal: Journal) -> None:
    """Refuse to go on from a newest day that was changed.

    Raises:
        JournalFailed: says what to do.
    """
    try:
        journal.verify_last_day()
    except JournalFailed as error:
        journal.close()
        raise JournalFailed(
            f"{error}. The hub does not go on from a broken journal: see how far it is whole with "
            "hall journal verify, then take the newest whole backup with hall restore"
        ) from error


async def _forget_erased(vault: Vault) -> None:
    """Show nobody's name whom ``hall vault erase`` has erased meanwhile."""
    while True:
        await asyncio.sleep(FORGET_S)
        vault.forget_erased()


def _backed_up(hub: Hub, failed_at: datetime | None) -> None:
    """A backup was made, or could not be."""
    hub.backup_failed_at = failed_at
    hub.looks.tell(Kind.BACKUP_FAILED if failed_at else Kind.BACKUP_MADE, HUB.name)


async def _run(
    hub: Hub,
    office: Office,
    tls: Tls | None,
    folder: Path,
    data: Path,
) -> None:
    config = hub.config
    publisher = Publisher(hub)
    dispatch = Dispatch(hub)
    link = LinkServer(hub, publisher, dispatch, office.clients, lambda: tls.bundle if tls else "")
    local = LocalDevices(config, folder, data, dispatch)
    sync = SyncClient(config.sync, folder.name, hub.journal)
    backups = Backups(
        config.backup,
        source_of(config, folder, data),
        hub.now,
        partial(_backed_up, hub),
    )
    upkeep = Upkeep(
        office.audit,
        Kept(keep_days=config.audit.keep_days, vault=Files(data).vault, journal=hub.journal.path),
        lambda: hub.hall.empty,
    )
    door = Door(listen(config.hub.host, config.hub.port), affordable(config.limits), hub.tally)
    http, ws = protocols(door)

    def happened(events: list[AnyEvent]) -> None:
        publisher.happened(events)
        dispatch.happened(events)

    hub.after_commit = happened
    front = Front(hub, office.tokens, link, sync, backups)
    app = make_app(front, routes=[link_route(link), staff_pages(office)])
    web = _Server(
        uvicorn.Config(
            Rates(app, front, config.limits, hub.tally, strike=door.strike),
            http=http,
            ws=ws,
            # How many lines are taken in at once; the door lets more wait outside.
            backlog=TAKEN_IN_AT_ONCE,
            timeout_keep_alive=ceil(config.limits.idle_s),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws_max_size=MAX_BYTES + 1,
            ws_ping_interval=None,
            # A hall's network has room; each session would be compressed apart, a fifth of the hub's time.
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=2,
            server_header=False,
            # Else whoever speaks from this computer says in a header where a request came from, and how.
            proxy_headers=False,
        )
    )
    if tls is not None:
        web.config.load()
        web.config.ssl = tls.context
        if not tls.covers(config.hub.host):
            log.warning("The hub's certificate is not for %s; say hall pki renew.", config.hub.host)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    writer = asyncio.create_task(hub.run(), name="hub")
    served = asyncio.create_task(web.serve(sockets=[door]), name="web")
    # Sync and backups end by themselves when they are off; the hall goes on without them.
    syncing = asyncio.create_task(sync.run(), name="sync")
    backing_up = asyncio.create_task(backups.run(), name="backups")
    others = [
        asyncio.create_task(publisher.run(), name="publisher"),
        asyncio.create_task(local.run(), name="devices"),
        asyncio.create_task(dispatch.run(), name="dispatch"),
        asyncio.create_task(hub.keep_ticking(), name="clock"),
        asyncio.create_task(_forget_erased(hub.vault), name="vault"),
        asyncio.create_task(upkeep.run(), name="upkeep"),
    ]
    if tls is not None:
        told = partial(setattr, hub, "certificates")
        certified = tls.run(told, lambda pem: link.hand_out())
        others.append(asyncio.create_task(certified, name="certificate"))
    stopped = asyncio.create_task(stop.wait(), name="stop")
    try:
        await dispatch.begin()
        how = "with TLS" if tls else "without TLS, for this computer alone"
        log.info(
            "The hub of %s listens on %s:%d %s.", config.hall.name, config.hub.host, config.hub.port, how
        )
        async with supervised(supervisor_of(os.environ)):
            done, _ = await asyncio.wait(
                [writer, served, stopped, *others], return_when=asyncio.FIRST_COMPLETED
            )
        for task in done - {stopped}:
            task.result()
    finally:
        hub.stop()
        await link.stop()
        for task in (*others, syncing, backing_up, stopped):
            task.cancel()
        await asyncio.gather(*others, syncing, backing_up, stopped, return_exceptions=True)
        if not writer.done():
            await hub.settle()
        web.should_exit = True
        await asyncio.gather(served, return_exceptions=True)
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)
        log.info("The hub has ended; everything answered is in the journal.")
