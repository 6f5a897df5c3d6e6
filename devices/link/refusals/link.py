"""Refusals: sessions, rights, and the hub itself."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_notice": Sentence("没有这条提醒，可能已处理。", "There is no such notice; it may be settled."),
    "not_allowed": Sentence("您的身份不能进行此操作。", "Your role may not do this."),
    "not_in_scope": Sentence(
        "此令牌不能用于这一接口。", "This token is not good for this; hall token list says for what it is."
    ),
    "id_number": Sentence(
        "这里不能写身份证号码，请改填办件编号，或留空。",
        "An ID number must not stand here; write the case's own number, or leave it empty.",
    ),
    "no_window": Sentence("此连接不属于任何窗口。", "This session belongs to no window."),
    "no_kiosk": Sentence("此连接不属于任何取号机或服务台。", "This session belongs to no kiosk or desk."),
    "command_id_used": Sentence(
        "这个命令编号已用于别的命令。", "This command id was used for another command."
    ),
    "busy": Sentence("请求太多，请稍后再试。", "Too many requests; try again in a moment."),
    "journal_failed": Sentence(
        "记录无法保存，操作没有执行，请通知技术人员。",
        "The journal could not be written; nothing was done. Call the technician.",
    ),
    "journal_unsure": Sentence(
        "记录是否保存尚不能确定，请稍后再试；如仍不行，请通知技术人员。",
        "It is not known yet whether this was kept. Try again in a moment, or call the technician.",
    ),
    "audit_failed": Sentence(
        "查看记录无法保存，因此不能显示个人信息，请通知技术人员。",
        "That you look could not be noted, so nothing of a person is shown. Call the technician.",
    ),
    "fault": Sentence(
        "系统出错，操作没有执行，请通知技术人员。",
        "Something went wrong in the hub; nothing was done. Call the technician.",
    ),
    "stopping": Sentence("系统正在停止，请稍后再试。", "The hub is stopping; try again in a moment."),
}
