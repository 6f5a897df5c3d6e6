"""Refusals: appointments."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_appointment": Sentence(
        "没有找到这个预约，请到服务台核对，也可以现场取号。",
        "This appointment was not found; ask at the desk or take a number here.",
    ),
    "too_early": Sentence("还没到预约的报到时间。", "It is too early to check in for this appointment."),
    "appointment_used": Sentence("这个预约已经报到。", "This appointment has already been checked in."),
    "appointment_exists": Sentence("这个预约号已经登记。", "This appointment code is already registered."),
    "bad_slot": Sentence("预约的结束时间必须晚于开始时间。", "An appointment must end after it starts."),
}
