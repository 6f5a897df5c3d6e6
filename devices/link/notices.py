"""What staff must know: stable codes, each with a Chinese and an English sentence."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

NOTICES: dict[str, Sentence] = {
    "slip_overdue": Sentence(
        "{number}（{item}）的材料到 {due} 仍未交来，请联系申请人或办结。",
        "What slip {number} ({item}) asks for was due on {due}; ring the applicant, or settle it.",
    ),
    "result_waits": Sentence(
        "结果 {code}（{item}）已超过 {days} 天无人领取，请再次通知。",
        "Nobody has come for result {code} ({item}) in {days} days; please tell the applicant again.",
    ),
    "absent": Sentence(
        "{window} 号窗口有人等候，已 {minutes} 分钟没有动作。",
        "People wait at window {window}, where nothing has happened for {minutes} minutes.",
    ),
    "post_empty": Sentence(
        "{window} 号窗口从 {since} 起无人在岗。", "Window {window} has had nobody since {since}."
    ),
    "left_behind": Sentence(
        "有 {waiting} 人只等 {window} 号窗口，而那里没有人。",
        "{waiting} wait for window {window} alone, where nobody is.",
    ),
    "nobody_serves": Sentence(
        "{line}有 {waiting} 人等候，而现在没有开放的窗口办理。",
        "{waiting} wait for {line_en}, which no open window serves.",
    ),
    "tidal_hint": Sentence(
        "{queue}有 {waiting} 人等候，开放窗口 {open} 个；可开 {window} 号潮汐窗口。",
        "{waiting} wait for {queue_en} at {open} open windows; tidal window {window} could be opened.",
    ),
    "calendar_ends": Sentence(
        "节假日安排只到 {until}，请技术人员补充。",
        "The calendar of holidays ends on {until}; ask the technician to add the next year's.",
    ),
    "clock_jumped": Sentence(
        "电脑时钟与大厅时间相差 {minutes} 分钟，大厅时间照常走；请技术人员校准时钟，大厅无人时重启系统。",
        "The computer's clock is {minutes} minutes off the hall's time, which goes on undisturbed; have the "
        "technician set it right and start the hub again when the hall is empty.",
    ),
    "backup_failed": Sentence(
        "从 {since} 起无法备份，请技术人员检查备份盘。",
        "No backup could be made since {since}; have the technician look at the backup's disk.",
    ),
    "certificate_ends": Sentence(
        "中心的证书 {until} 到期，到期后各屏幕连不上中心；请技术人员更新（hall pki renew）。",
        "The hub's certificate ends on {until}, and with it every screen's line; have the technician renew "
        "it (hall pki renew).",
    ),
    "authority_ends": Sentence(
        "本厅的根证书 {until} 到期；请技术人员更换（hall pki rotate-ca）。",
        "The hall's authority ends on {until}; have the technician change it (hall pki rotate-ca).",
    ),
    "number_replaced": Sentence(
        "断网时取的号 {printed} 与别人重号，已改为 {number}，请告知持票人。",
        "Number {printed}, given while the hub was away, was somebody else's too; it is now {number}: please "
        "tell its holder.",
    ),
    "same_card": Sentence(
        "同一人在同一队列有多张号票（{numbers}），都保留，请核实。",
        "One person holds several numbers of one queue ({numbers}); all stay, please ask.",
    ),
    "called_twice": Sentence(
        "断网期间 {windows} 号窗口都叫了 {number}，请核实由哪个窗口办理。",
        "While the hub was away, windows {windows} all called {number}; please see who serves it.",
    ),
    "called_past_hub": Sentence(
        "{window} 号窗口补报了 {number}，但叫号时该窗口并未断网，属于不按顺序叫号，请核实。",
        "Window {window} handed in {number}, but was not offline when it called: "
        "that was a call out of order; please look into it.",
    ),
    "booked_over": Sentence(
        "{queue} {slot} 的预约超过 {capacity} 人，请安排人手。",
        "{queue}: more than {capacity} are booked for {slot}; please arrange for it.",
    ),
    "booked_closed": Sentence(
        "{queue} 在 {day} 不办理，但有人预约，请联系办事人或安排。",
        "{queue} is not served on {day}, but somebody is booked; call them or arrange for it.",
    ),
    "help_waiting": Sentence(
        "{place} 求助已过一分钟，还没有人前往。",
        "{place} has waited a minute for help; nobody is on the way yet.",
    ),
    "matter_overdue": Sentence(
        "{day} 登记的 {number} 应在 {due} 前答复，已逾期。",
        "Matter {number} of {day} was to be answered by {due} and is overdue.",
    ),
}
"""By code; what stands in braces is filled in by the notice's words."""


def said(code: str, words: dict[str, str]) -> Sentence:
    """The sentence of a notice, filled in; a gap without a word stays as it is."""
    sentence = NOTICES[code]

    def filled(text: str) -> str:
        for gap, word in words.items():
            text = text.replace("{" + gap + "}", word)
        return text

    return Sentence(filled(sentence.zh), filled(sentence.en))
