"""What agents report of their devices, and the hub of a card."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short
from devices.link.words import DeviceState, VisitorClass


class PrintStarted(Command, frozen=True, kw_only=True, tag="print_started"):
    """An agent is about to send a print job to its printer."""

    job: Short


class PrintConfirmed(Command, frozen=True, kw_only=True, tag="print_confirmed"):
    """The printer itself said that the job is on paper."""

    job: Short


class PrintFailed(Command, frozen=True, kw_only=True, tag="print_failed"):
    """The job is certainly not on paper."""

    job: Short
    cause: Short


class PrintUnknown(Command, frozen=True, kw_only=True, tag="print_unknown"):
    """Nobody knows whether the job is on paper; it is never repeated by itself."""

    job: Short
    cause: Short


class ReportDevice(Command, frozen=True, kw_only=True, tag="report_device"):
    """An agent tells a device's state."""

    device: Short
    state: DeviceState
    fault: Annotated[str, Meta(max_length=64)] = ""


class IdentifyPerson(Command, frozen=True, kw_only=True, tag="identify_person"):
    """The hub read an ID card and knows the vault's row; said only by the hub itself."""

    person: Short
    visitor_class: VisitorClass
    ground: Annotated[str, Meta(max_length=32)] = ""


class LookUpCard(Command, frozen=True, kw_only=True, tag="look_up_card"):
    """Somebody's card was read at a window or desk, whose clerk sees what it brings; said only by the hub."""

    person: Short
    place: Short


DevicesCommand = (
    PrintStarted | PrintConfirmed | PrintFailed | PrintUnknown | ReportDevice | IdentifyPerson | LookUpCard
)
