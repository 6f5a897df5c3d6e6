"""Refusals: the consult desk, its rooms, and registered matters."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "not_consult": Sentence(
        "辅导由咨询窗口和服务台提供，请引导群众前往。",
        "Advice is given at consult windows and desks; please show the visitor the way.",
    ),
    "unknown_point": Sentence(
        "请从材料和要点清单中选择，其他内容写在说明里。",
        "Choose from the item's materials and the list of points; write anything else as words.",
    ),
    "nothing_told": Sentence("请选择已告知的内容。", "Choose what the visitor was told."),
    "unknown_advice": Sentence("今天没有这张辅导告知单。", "There is no such advice slip today."),
    "unknown_room": Sentence("没有这个辅导室。", "There is no such room."),
    "room_taken": Sentence(
        "辅导室这段时间已被预订，到 {until} 为止。", "The room is taken at that time, until {until}."
    ),
    "room_time_over": Sentence("这个时间已经过去，请选别的时间。", "This time is over; choose another one."),
    "unknown_booking": Sentence("没有这个预订。", "There is no such booking."),
    "unknown_department": Sentence("没有这个部门。", "There is no such department."),
    "words_needed": Sentence("请写明诉求或答复。", "Please write down what is wanted or answered."),
    "contact_needed": Sentence(
        "请留下称呼或电话，以便答复；没有电话只留称呼也可以。",
        "Leave a name or a phone for the answer; a name is enough for whoever has no phone.",
    ),
    "unknown_matter": Sentence(
        "没有这件登记，可能已经答复。", "There is no such matter; it may have been answered."
    ),
}
