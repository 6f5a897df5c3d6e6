"""The page's words in both languages, and how a forecast is said.

Templates in ``{}`` are filled here for the first look and by the page's script afterwards, from the same
table, so both say the same.
"""

from __future__ import annotations

from typing import Literal

from devices.link.rows import Minutes

Lang = Literal["zh", "en"]

WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "lang": "zh-CN",
        "other_lang": "English",
        "other_lang_code": "en",
        "title": "大厅实况",
        "waiting": "等候人数",
        "windows_open": "开放窗口",
        "usual_wait": "一般等候",
        "calls": "最近叫号",
        "no_calls": "今天还没有叫号",
        "to_window": "请到 {window} 号窗口",
        "again": "重呼",
        "missed": "过号",
        "queues": "队列",
        "people_waiting": "{n} 人等候",
        "people_ahead": "{n} 人等候 · 同窗口共 {ahead} 人",
        "windows": "窗口",
        "window": "{window} 号",
        "devices": "设备",
        "no_devices": "没有配置设备",
        "floor": "{n} 楼",
        "updated": "更新于 {time}",
        "stale": "数据暂未更新，正在重新连接…",
        "no_wait": "无需等候",
        "up_to": "{high} 分钟以内",
        "range": "{low}–{high} 分钟",
        "state_open": "服务中",
        "state_paused": "暂停服务",
        "state_closed": "未开放",
        "opens_soon": "即将开放",
        "no_window": "等待开窗",
        "free": "空闲",
        "ticket_called": "正在叫号",
        "ticket_serving": "正在办理",
        "refused": "暂停取号",
        "refused_closed": "不在取号时间",
        "refused_full": "号已取完",
        "refused_holiday": "今天放假",
        "refused_slot_full": "本时段号已取完",
        "refused_too_late": "今天来不及办理",
        "closes": "取号截止 {time}",
        "lent": "潮汐窗口 至 {time}",
        "draining": "不再接新号",
        "away": "离线取号",
        "device_starting": "启动中",
        "device_ready": "正常",
        "device_degraded": "需留意",
        "device_fault": "故障",
        "device_away": "离线",
    },
    "en": {
        "lang": "en",
        "other_lang": "中文",
        "other_lang_code": "zh",
        "title": "The hall now",
        "waiting": "People waiting",
        "windows_open": "Windows open",
        "usual_wait": "Usual wait",
        "calls": "Latest calls",
        "no_calls": "No calls yet today",
        "to_window": "Go to window {window}",
        "again": "again",
        "missed": "Missed",
        "queues": "Queues",
        "people_waiting": "{n} waiting",
        "people_ahead": "{n} waiting · {ahead} for the same windows",
        "windows": "Windows",
        "window": "No. {window}",
        "devices": "Devices",
        "no_devices": "No devices are configured",
        "floor": "Floor {n}",
        "updated": "As of {time}",
        "stale": "Not up to date; connecting again…",
        "no_wait": "No wait",
        "up_to": "up to {high} min",
        "range": "{low}–{high} min",
        "state_open": "Open",
        "state_paused": "Paused",
        "state_closed": "Closed",
        "opens_soon": "Opening soon",
        "no_window": "No window yet",
        "free": "Free",
        "ticket_called": "Calling",
        "ticket_serving": "Serving",
        "refused": "No numbers now",
        "refused_closed": "Outside hours",
        "refused_full": "All numbers taken",
        "refused_holiday": "Holiday",
        "refused_slot_full": "All numbers taken for now",
        "refused_too_late": "Too late today",
        "closes": "numbers until {time}",
        "lent": "Extra window until {time}",
        "draining": "no new numbers",
        "away": "taken offline",
        "device_starting": "Starting",
        "device_ready": "Ready",
        "device_degraded": "Needs a look",
        "device_fault": "Fault",
        "device_away": "Away",
    },
}


def wait_text(wait: Minutes, lang: Lang) -> str:
    """A forecast as a visitor reads it, such as ``10–20 分钟``."""
    words = WORDS[lang]
    if wait.high <= 0:
        return words["no_wait"]
    if wait.low <= 0:
        return words["up_to"].format(high=wait.high)
    return words["range"].format(low=wait.low, high=wait.high)
