"""Refusals: appointments."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_appointment": Sentence(
        "没有找到这个预约，请到服务台核对，也可以现场取号。",
        "This appointment was not found; ask at the desk or take a number here.",
    ),
    "too_early": Sentence(
        "还没到预约的报到时间：预约时间是 {clock}，提前 {minutes} 分钟起可以报到。",
        "It is too early: the appointment is at {clock}, and check-in begins {minutes} minutes before.",
    ),
    "appointment_used": Sentence("这个预约已经报到。", "This appointment has already been checked in."),
    "appointment_exists": Sentence("这个预约号已经登记。", "This appointment code is already registered."),
    "code_needed": Sentence("请提供预约号。", "An appointment made elsewhere needs its code."),
    "bad_slot": Sentence("预约的结束时间必须晚于开始时间。", "An appointment must end after it starts."),
    "slot_over": Sentence(
        "这个时段已经过去，请选别的时段，也可以现场取号。",
        "This time is over; choose another one or take a number here.",
    ),
    "no_such_slot": Sentence("只能预约这些时段：{spans}。", "Only these times can be booked: {spans}."),
    "booking_full": Sentence("这个时段已约满，{next}。", "This time is fully booked; {next}."),
    "too_far_ahead": Sentence(
        "现在最远可以预约到 {last}。", "At present appointments can be made up to {last}."
    ),
    "book_earlier": Sentence(
        "须提前 {days} 个工作日预约，现在最早可约 {first}；今天来办可以现场取号。",
        "Appointments are made {days} working days before, now from {first} on; "
        "for today take a number here.",
    ),
    "too_many_bookings": Sentence(
        "同一天最多预约 {most} 次，请选别的日子；现场取号不受影响。",
        "One person can book {most} per day; choose another day. Numbers are given here as always.",
    ),
    "cancel_late": Sentence(
        "须提前 {hours} 小时取消，这个预约在 {clock} 以后不能取消；不来就记为未到。",
        "Appointments are cancelled {hours} hours before, this one until {clock}; "
        "who stays away has missed it.",
    ),
    "closed_day": Sentence(
        "这一天不办理此业务，请选别的日子。", "This is not served on that day; choose another day."
    ),
    "too_short_notice": Sentence(
        "节假日服务须提前 {days} 个工作日申请，这一天最晚在 {last} 申请；请选别的日子。",
        "Holiday service is asked for {days} working days before, for that day by {last}; choose another.",
    ),
    "already_booked": Sentence(
        "这一天已经预约过这个事项，请按原预约来办。",
        "There is an appointment for this item on that day already; please come to that one.",
    ),
    "booking_restricted": Sentence(
        "因多次预约未到，{until} 及以前不能预约；现场取号不受影响。",
        "After several missed appointments none can be made until {until}; numbers are given here as always.",
    ),
}
