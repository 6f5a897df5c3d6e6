"""Devices, the forecast, the backup, and the copy for the hall server."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from config.schema.base import ClockTime, Id, Name, Setting


class Device(Setting, frozen=True, kw_only=True):
    """``[[devices]]``: one piece of hardware, where its cable ends, and whom it serves."""

    id: Annotated[Id, Meta(description="Short name of the device.")]
    kind: Annotated[Name, Meta(description="Driver, one of the README's table of devices.")]
    host: Annotated[
        Id, Meta(description='Computer its cable ends at: "hub", the id of a kiosk or desk, or "window-5".')
    ] = "hub"
    port: Annotated[
        Name,
        Meta(
            description="How to reach it: tcp://host:9100, serial:///dev/ttyUSB0?baud=9600, camera://0, "
            "alsa://default, folder://announcements. A relative path is below the hub's data folder."
        ),
    ]
    kiosk: Annotated[str, Meta(description="Kiosk or desk that it serves.")] = ""
    window: Annotated[int, Meta(ge=0, description="Window that it serves; 0 for none.")] = 0
    zone: Annotated[str, Meta(description="Zone that it serves.")] = ""
    options: Annotated[
        dict[str, str], Meta(description="Settings of the driver, as the README's table of devices says.")
    ] = field(default_factory=dict)


class Forecast(Setting, frozen=True, kw_only=True):
    """``[forecast]``: the range of minutes shown to visitors."""

    prior_weight: Annotated[
        float,
        Meta(gt=0, description="How many observed waits the hall's own minutes weigh on the first days."),
    ] = 20.0
    low: Annotated[
        float, Meta(gt=0, lt=1, description="Lower share of the shown range before the hall has learned.")
    ] = 0.6
    high: Annotated[
        float, Meta(gt=1, description="Upper factor of the shown range before the hall has learned.")
    ] = 1.5


class Backup(Setting, frozen=True, kw_only=True):
    """``[backup]``: copies that the running hub makes by itself; none while ``target`` is empty."""

    target: Annotated[
        str, Meta(description="Folder on another disk or computer, which must be there; empty for none.")
    ] = ""
    times: Annotated[
        tuple[ClockTime, ...], Meta(description='At which times of the hall\'s clock, such as "12:30".')
    ] = ("12:30", "18:30")
    keep: Annotated[int, Meta(ge=1, description="How many copies are kept; older ones are removed.")] = 30
    other_disk: Annotated[
        bool, Meta(description="Refuse a target on the journal's own disk, also one that is not mounted.")
    ] = True


class Sync(Setting, frozen=True, kw_only=True):
    """``[sync]``: the exchange database of the hall server; off while ``postgres`` is empty."""

    hall_id: Annotated[
        str, Meta(description="This hall's name in the exchange database; empty is the folder's name.")
    ] = ""
    postgres: Annotated[
        str,
        Meta(description="Connection string of the exchange database without password (use a passfile)."),
    ] = ""
    every_s: Annotated[float, Meta(gt=0, description="Seconds between two looks at the journal.")] = 5.0
    batch: Annotated[int, Meta(gt=0, le=10000, description="Events sent in one transaction.")] = 500
