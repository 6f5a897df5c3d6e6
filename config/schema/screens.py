"""How kiosks, screens, pads and voice behave."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import Id, Setting


class Kiosk(Setting, frozen=True, kw_only=True):
    """``[[kiosks]]``: one ticket machine."""

    id: Annotated[Id, Meta(description="Short name of the kiosk; devices name it as their host.")]
    zone: Annotated[Id, Meta(description="Zone in which it stands.")]
    name: Annotated[str, Meta(description="Name for staff.")] = ""
    featured: Annotated[
        tuple[str, ...], Meta(max_length=6, description="Codes of the items on its home page, at most six.")
    ] = ()


class Screens(Setting, frozen=True, kw_only=True):
    """``[screens]``: how the screens behave."""

    idle_s: Annotated[
        int, Meta(ge=10, description="Seconds of silence after which a kiosk asks whether anyone is there.")
    ] = 60
    idle_count_s: Annotated[
        int, Meta(ge=20, description="Seconds it counts before it wipes and goes home.")
    ] = 20
    call_s: Annotated[
        float, Meta(ge=8, description="Seconds a call stays large on a zone screen, at least eight.")
    ] = 8.0
    staff_names: Annotated[
        Literal["full", "masked", "number"], Meta(description="How clerks are named to visitors.")
    ] = "masked"


class Rating(Setting, frozen=True, kw_only=True):
    """``[rating]``: 好差评."""

    wake_s: Annotated[int, Meta(ge=10, description="Seconds a pad waits for a rating after a service.")] = 60
    words_max: Annotated[
        int, Meta(ge=0, description="Longest free text in characters; 0 takes no words.")
    ] = 150


class Voice(Setting, frozen=True, kw_only=True):
    """``[voice]``: announcements."""

    clips: Annotated[
        str, Meta(description="Folder of clips beside hall.toml; empty uses the shipped ones.")
    ] = ""
    repeat: Annotated[int, Meta(ge=1, le=3, description="How often a call is spoken.")] = 2
    english: Annotated[bool, Meta(description="Whether a call is spoken in English too.")] = False
