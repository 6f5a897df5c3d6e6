"""Why the hall says no: stable codes, each with a Chinese and an English sentence.

A code is wire contract and never changes its meaning; the sentences are for people and say what to do.
"""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """The same sentence in the hall's two languages."""

    zh: str
    en: str


REFUSALS: dict[str, Sentence] = {
    "not_allowed": Sentence("您的身份不能进行此操作。", "Your role may not do this."),
    "no_window": Sentence("此连接不属于任何窗口。", "This session belongs to no window."),
    "no_kiosk": Sentence("此连接不属于任何取号机或服务台。", "This session belongs to no kiosk or desk."),
    "unknown_item": Sentence(
        "没有这个事项，请重新选择或到服务台咨询。", "There is no such item; choose again or ask at the desk."
    ),
    "unknown_ticket": Sentence("今天没有这张号票。", "There is no such ticket today."),
    "unknown_queue": Sentence("没有这个队列。", "There is no such queue."),
    "unknown_window": Sentence("没有这个窗口。", "There is no such window."),
    "unknown_clerk": Sentence("没有这个工号。", "There is no such staff number."),
    "not_a_clerk": Sentence("导办人员不在窗口登录。", "A guide does not sign in at a window."),
    "unknown_reason": Sentence("没有这个原因选项。", "There is no such reason."),
    "unknown_job": Sentence("没有这个打印任务。", "There is no such print job."),
    "unknown_device": Sentence("配置中没有这个设备。", "There is no such device in the hall's settings."),
    "unknown_person": Sentence(
        "没有读到这位办事人的证件，请再放一次。",
        "This person's card was not read; please put it on the reader again.",
    ),
    "unknown_appointment": Sentence(
        "没有找到这个预约，请到服务台核对，也可以现场取号。",
        "This appointment was not found; ask at the desk or take a number here.",
    ),
    "closed": Sentence(
        "现在不在取号时间，请在办理时间内再来。",
        "Numbers are not given now; please come back during opening hours.",
    ),
    "full": Sentence(
        "今天的号已取完，请改日再来，或到服务台咨询。",
        "Today's numbers are used up; come another day or ask at the desk.",
    ),
    "real_name": Sentence(
        "此业务需要刷身份证取号；没带证件请到服务台。",
        "This item needs an ID card; without one, please go to the desk.",
    ),
    "already_waiting": Sentence(
        "您已有等候中的号票，可以补打。", "You already hold a waiting ticket; you may have it printed again."
    ),
    "too_early": Sentence("还没到预约的报到时间。", "It is too early to check in for this appointment."),
    "appointment_used": Sentence("这个预约已经报到。", "This appointment has already been checked in."),
    "appointment_exists": Sentence("这个预约号已经登记。", "This appointment code is already registered."),
    "bad_slot": Sentence("预约的结束时间必须晚于开始时间。", "An appointment must end after it starts."),
    "nobody_waiting": Sentence("现在没有人等候。", "Nobody is waiting."),
    "window_closed": Sentence("窗口没有开放，请先开始服务。", "The window is not open; open it first."),
    "window_busy": Sentence("窗口还有没办完的号票。", "The window still has a ticket to finish."),
    "window_taken": Sentence("这个窗口已有人登录。", "Somebody else is signed in at this window."),
    "clerk_elsewhere": Sentence("这个工号已在别的窗口登录。", "This clerk is signed in at another window."),
    "not_signed_in": Sentence("请先登录工号。", "Sign in first."),
    "nothing_called": Sentence("窗口没有叫到的号票。", "The window has called nobody."),
    "nothing_serving": Sentence("窗口没有办理中的号票。", "The window is serving nobody."),
    "recalls_used": Sentence("重呼次数已用完，请选择过号。", "No recalls are left; mark a no-show."),
    "returns_used": Sentence(
        "这张号票的恢复次数已用完，请到服务台。", "This ticket may not return again; please go to the desk."
    ),
    "wrong_state": Sentence("号票现在的状态不能这样做。", "The ticket's state does not allow this."),
    "wrong_window": Sentence("这张号票属于别的窗口。", "This ticket belongs to another window."),
    "nowhere": Sentence(
        "请说明转到哪个队列或窗口（只选一个）。", "Say to which queue or which window, one of them."
    ),
    "not_rateable": Sentence("这次服务现在不能评价。", "This service cannot be rated now."),
    "already_rated": Sentence(
        "这次服务已经评价过，谢谢。", "This service has already been rated, thank you."
    ),
    "reasons_needed": Sentence(
        "请告诉我们哪里不满意，至少选一项。", "Please tell us what was wrong; choose at least one reason."
    ),
    "words_too_long": Sentence("文字太长，请写短一些。", "That is too long; please write less."),
    "no_printer": Sentence(
        "这里没有打印机，请记下号码。", "There is no printer here; please note the number."
    ),
    "printing": Sentence("这张号票正在打印，请稍等。", "This ticket is being printed; please wait."),
    "wrong_job_state": Sentence(
        "打印任务现在的状态不能这样做。", "The print job's state does not allow this."
    ),
    "command_id_used": Sentence(
        "这个命令编号已用于别的命令。", "This command id was used for another command."
    ),
    "no_reader": Sentence(
        "这里没有可用的读卡器或扫码器，请到服务台。", "No reader works here; please go to the desk."
    ),
    "nothing_read": Sentence(
        "没有读到，请再试一次或到服务台。", "Nothing was read; try again or go to the desk."
    ),
    "reader_fault": Sentence(
        "读卡器或扫码器有故障，请到服务台。", "The reader has a fault; please go to the desk."
    ),
    "dropped": Sentence("已取消。", "Cancelled."),
    "busy": Sentence("请求太多，请稍后再试。", "Too many requests; try again in a moment."),
    "journal_failed": Sentence(
        "记录无法保存，操作没有执行，请通知技术人员。",
        "The journal could not be written; nothing was done. Call the technician.",
    ),
    "fault": Sentence(
        "系统出错，操作没有执行，请通知技术人员。",
        "Something went wrong in the hub; nothing was done. Call the technician.",
    ),
    "stopping": Sentence("系统正在停止，请稍后再试。", "The hub is stopping; try again in a moment."),
}


class Refused(Exception):
    """A command was refused; ``code`` is a key of REFUSALS."""

    def __init__(self, code: str) -> None:
        """Refuse with a code of REFUSALS.

        Raises:
            KeyError: the code has no sentence; that is a bug.
        """
        self.sentence = REFUSALS[code]
        super().__init__(code)
        self.code = code
