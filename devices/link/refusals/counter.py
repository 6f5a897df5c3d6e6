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
    "nowhere": Sentence(
        "请说明转到哪个队列或窗口（只选一个）。", "Say to which queue or which window, one of them."
    ),
}
