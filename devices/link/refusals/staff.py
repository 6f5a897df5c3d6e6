"""Refusals: clerks and their windows."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_clerk": Sentence("没有这个工号。", "There is no such staff number."),
    "not_a_clerk": Sentence("导办人员不在窗口登录。", "A guide does not sign in at a window."),
    "window_taken": Sentence("这个窗口已有人登录。", "Somebody else is signed in at this window."),
    "clerk_elsewhere": Sentence("这个工号已在别的窗口登录。", "This clerk is signed in at another window."),
    "not_signed_in": Sentence("请先登录工号。", "Sign in first."),
}
