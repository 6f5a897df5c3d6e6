"""Who goes first, and why somebody may: the classes of visitors (优先类别)."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from config.schema.base import Id, Name, Setting


class Standing(Setting, frozen=True, kw_only=True):
    """How a class of visitors stands in line: its score is ``weight × (minutes waited + head start)``."""

    weight: Annotated[int, Meta(ge=1, le=100, description="How fast its waiting counts; ordinary is 1.")]
    head_start_min: Annotated[
        float, Meta(ge=0, le=1440, description="Minutes that it is taken to have waited already.")
    ]


class Order(Setting, frozen=True, kw_only=True):
    """``[order]``: the calling order; the highest score goes first, the older one among equals."""

    ordinary: Annotated[Standing, Meta(description="Standing of ordinary visitors.")] = Standing(
        weight=1, head_start_min=0
    )
    appointment: Annotated[Standing, Meta(description="Standing of booked visitors from their time on.")] = (
        Standing(weight=4, head_start_min=30)
    )
    priority: Annotated[
        Standing, Meta(description="Standing of priority visitors, unless their ground has its own.")
    ] = Standing(weight=4, head_start_min=30)
    second_visit: Annotated[
        Standing, Meta(description="Standing of those who had to come again (二次优先).")
    ] = Standing(weight=4, head_start_min=30)
    preference_min: Annotated[
        float,
        Meta(
            ge=0,
            le=1440,
            description="Minutes that each place in a window's list of queues costs: 0 pools them.",
        ),
    ] = 0.0


class Ground(Setting, frozen=True, kw_only=True):
    """``[[grounds]]``: why somebody goes first (老年人, 残疾人, 军人, 孕妇 …), and what shows it."""

    id: Annotated[Id, Meta(description="Short name by which the journal knows the ground.")]
    name: Annotated[Name, Meta(description="Words on panel and paper.")]
    name_en: Annotated[str, Meta(description="The ground's words in English.")] = ""
    visitor_class: Annotated[
        Literal["priority", "second_visit"], Meta(description="Class that it gives.")
    ] = "priority"
    by_age: Annotated[bool, Meta(description="Whether an ID card grants it from [tickets] elder_age on.")] = (
        False
    )
    evidence: Annotated[
        tuple[Name, ...],
        Meta(description="Kinds of evidence the desk looks at; empty when it is plain to see."),
    ] = ()
    weight: Annotated[
        int, Meta(ge=0, le=100, description="Weight of its own; 0 takes that of its class in [order].")
    ] = 0


GROUNDS = (
    Ground(id="elder", name="老年人", name_en="Older person", by_age=True, evidence=("身份证", "老年证")),
    Ground(id="disabled", name="残疾人", name_en="Disabled person", evidence=("残疾人证",)),
    Ground(
        id="serviceman", name="军人", name_en="Serviceman", evidence=("军官证", "士兵证", "退役军人优待证")
    ),
    Ground(id="martyr", name="烈属", name_en="Martyr's family", evidence=("烈属证",)),
    Ground(id="fire", name="消防救援人员", name_en="Fire and rescue", evidence=("消防救援人员证",)),
    Ground(id="pregnant", name="孕妇", name_en="Pregnant"),
    Ground(id="infant", name="携带婴幼儿", name_en="With an infant"),
    Ground(id="ill", name="重病患者", name_en="Seriously ill", evidence=("诊断证明",)),
    Ground(
        id="second_visit",
        name="二次优先",
        name_en="Second visit",
        visitor_class="second_visit",
        evidence=("补正通知书", "二次优先卡"),
    ),
)
"""Grounds of a hall that names none of its own (the groups that real halls have)."""
