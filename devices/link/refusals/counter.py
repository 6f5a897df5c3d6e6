"""Refusals: calls and services at a window."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_queue": Sentence("没有这个队列。", "There is no such queue."),
    "unknown_window": Sentence("没有这个窗口。", "There is no such window."),
    "nobody_waiting": Sentence("现在没有人等候。", "Nobody is waiting."),
    "window_closed": Sentence("窗口没有开放，请先开始服务。", "The window is not open; open it first."),
    "window_busy": Sentence("窗口还有没办完的号票。", "The window still has a ticket to finish."),
    "nothing_called": Sentence("窗口没有叫到的号票。", "The window has called nobody."),
    "nothing_serving": Sentence("窗口没有办理中的号票。", "The window is serving nobody."),
    "recalls_used": Sentence("重呼次数已用完，请选择过号。", "No recalls are left; mark a no-show."),
    "returns_used": Sentence(
        "这张号票的恢复次数已用完，请到服务台。", "This ticket may not return again; please go to the desk."
    ),
    "wrong_window": Sentence("这张号票属于别的窗口。", "This ticket belongs to another window."),
    "wrong_queue": Sentence(
        "这个窗口的人员不能办这个队列的业务。", "This window's clerk does not serve that queue."
    ),
    "reason_needed": Sentence("不按顺序叫号，请选择原因。", "A call out of order needs a reason."),
    "not_by_name": Sentence(
        "只有咨询窗口能按姓名叫号，号票须刷证件取得。",
        "Only a consult window calls by name, and only tickets that were taken with a card.",
    ),
    "too_soon": Sentence("刚刚叫过，请等{seconds}秒再重呼。", "Just called; wait {seconds} s to call again."),
    "nothing_to_undo": Sentence("没有可以撤销的操作。", "There is nothing to take back."),
    "undo_late": Sentence("已超过撤销时间。", "It is too late to take the last step back."),
    "goes_on": Sentence(
        "这位群众已有下一步在等候或办理。", "This visit has a next step that waits or is being served."
    ),
    "others_waiting": Sentence(
        "还有人在等这个窗口；不取号办理请选择原因。",
        "Others wait for this window; serving without a number needs a reason.",
    ),
    "window_draining": Sentence(
        "潮汐时间已到，这个窗口只办完手上的，不再接新的。",
        "This window is no longer lent; it finishes what it has and takes nobody new.",
    ),
    "dedicated_only": Sentence(
        "只有专职窗口登记邮寄、网办、电话件。",
        "Only a dedicated window records work that came by post, online or by phone.",
    ),
    "queue_closed_today": Sentence(
        "{place}今天不再有人办理，下次是{when}；请转到今天有人的队列或窗口，或请群众届时再来。",
        "{place} is not served any more today, and next {when}; choose one with somebody there, "
        "or ask the visitor to come then.",
    ),
    "nowhere": Sentence(
        "请说明转到哪个队列或窗口（只选一个），或选下一步的事项。",
        "Say to which queue or which window, one of them, or for which item.",
    ),
}
