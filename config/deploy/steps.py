"""What no file can do: the steps that a technician does by hand, in order, for one kind of computer.

``config/deploy/README.md`` says each of them at length.
"""

from __future__ import annotations

from collections.abc import Iterator

from config.deploy.fill import link_of
from config.deploy.machine import Machine

PACKAGES = {
    "hub": ("nftables", "chrony"),
    "agent": ("nftables", "systemd-timesyncd"),
    "locked": ("nftables", "systemd-timesyncd", "cage", "seatd", "overlayroot"),
    "caller": (),
}
HALL = "/opt/hall/.venv/bin/hall"


def packages(machine: Machine) -> list[str]:
    """Name the Debian packages that the files of a computer need, beside those of ``make setup``."""
    wanted = list(PACKAGES["locked" if machine.locked else machine.kind])
    return [*wanted, *(["alsa-utils"] if "alsa" in machine.schemes() else [])]


def by_hand(machine: Machine) -> list[str]:
    """List what remains to be done after the files are in place, in order."""
    return list(_steps(machine))


def _steps(machine: Machine) -> Iterator[str]:
    wanted = packages(machine)
    if wanted:
        yield f"Install: apt-get install -y --no-install-recommends {' '.join(wanted)}"
    if machine.kind != "caller" or machine.has_agent:
        yield (
            "Make the user, its folders and the devices' rights: "
            "systemd-sysusers && systemd-tmpfiles --create && udevadm control --reload && udevadm trigger"
        )
    if machine.locked:
        yield (
            "Make the partition that keeps what is written, before anybody is enrolled: "
            "mkfs.ext4 -L hall-state PARTITION && mount it at /var/lib/hall (README: Disk)"
        )
    yield from _enrolment(machine)
    if machine.kind == "caller":
        yield "The panel starts with the clerk's session; let the session lock itself when the clerk is away"
        return
    if machine.locked:
        yield "Lock root: passwd -l root; one technician's account that comes in with a key, no other"
        yield "Give GRUB a password (grub-mkpasswd-pbkdf2), then update-grub (README: Start-up)"
    yield (
        "Load the rules: systemctl daemon-reload && sysctl --system && "
        "systemctl restart hall-firewall.service"
    )
    yield from _hub(machine)
    yield (
        "BIOS: a password; start from the inner disk only, not from USB or network; Secure Boot on; "
        "switch on when the power comes back"
    )
    if machine.locked:
        yield (
            "Case: lock it, close or remove the outer USB and network sockets, seal it; "
            "wire its tamper switch to the building's alarm"
        )
        yield "Restart twice, then try to break out with the README's list (Break-out test), and sign it"
    else:
        yield "Room: a locked cabinet or room; nobody but technicians"
    addresses = (machine.hub, *machine.lines, *machine.reach)
    if named := [address.host for address in addresses if address and not address.number]:
        yield (
            f"Better write numbers instead of {', '.join(named)}: "
            "then they alone can be reached, and no name server is asked"
        )
    if machine.locked and not machine.keyboards:
        yield "No USB keyboard works here any more; one that belongs to the machine is said with --keyboard"


def _hub(machine: Machine) -> Iterator[str]:
    if machine.kind != "hub":
        return
    if not machine.clocks:
        yield (
            "Name a time server with --clock, or in /etc/chrony/sources.d/hall.sources; "
            "until then the hub's own clock counts"
        )
    yield "Disk: encrypt it (LUKS); mount the backup target; a UPS; a copy of the keys somewhere else"


def _enrolment(machine: Machine) -> Iterator[str]:
    if machine.kind == "hub":
        yield (
            f"Let everybody in from here: sudo -u {machine.user} {HALL} enrol new "
            "--hall /etc/hall/settings --data /var/lib/hall/hub --role kiosk --place K1"
        )
        return
    hub = link_of(machine)
    programs = [
        *([machine.kind] if machine.kind != "agent" else []),
        *(["agent"] if machine.has_agent else []),
    ]
    for program in programs:
        if program == "caller":
            yield (
                "As the clerk: the panel asks for its code by itself "
                f"(or {HALL} enrol join --hub {hub} --out ~/.config/hall/caller.json)"
            )
        else:
            said = f"sudo -u {machine.user} {HALL} enrol join --hub {hub} --out {_identity(program)}"
            asks = program != "agent"
            yield f"Enrol the {program}: " + (f"its screen asks for the code (or {said})" if asks else said)


def _identity(program: str) -> str:
    return f"/var/lib/hall/{program}/identity.json"
