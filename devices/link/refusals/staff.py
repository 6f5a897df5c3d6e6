"""Refusals: clerks, guides and their places."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_clerk": Sentence("没有这个工号。", "There is no such staff number."),
    "not_a_clerk": Sentence("导办人员不在窗口登录。", "A guide does not sign in at a window."),
    "not_a_guide": Sentence(
        "窗口人员请在窗口登录，服务台由导办人员或值班长登录。",
        "Clerks sign in at a window; guides and leaders sign in at the desk.",
    ),
    "no_desk": Sentence("这个终端没有说明是哪个服务台。", "This terminal does not say which desk it is."),
    "window_taken": Sentence("这个窗口已有人登录。", "Somebody else is signed in at this window."),
    "desk_taken": Sentence("这个服务台已有人登录。", "Somebody else is signed in at this desk."),
    "clerk_elsewhere": Sentence(
        "这个工号已在别处登录，请先在那里退出。", "This clerk is signed in at another place; sign out there."
    ),
    "not_signed_in": Sentence("请先登录工号。", "Sign in first."),
    "not_valid_today": Sentence(
        "这个工号今天不在有效期内，请找值班长。", "This staff number is not valid today; ask the leader."
    ),
    "wrong_zone": Sentence(
        "您不在这个区域上岗，需要值班长调派。", "You do not work in this zone; the leader can post you here."
    ),
    "card_needed": Sentence("请把工作证放在读卡器上。", "Put your staff card on the reader."),
    "card_lost": Sentence(
        "这张工作证已挂失，请找值班长。", "This staff card was reported lost; see the leader."
    ),
    "card_unknown": Sentence("这张卡没有登记为工作证。", "This card is not registered as a staff card."),
    "card_not_yours": Sentence("这张工作证是别人的。", "This staff card is somebody else's."),
    "pin_needed": Sentence("请输入密码。", "Enter your PIN."),
    "pin_wrong": Sentence("密码不对，请重新输入。", "The PIN is wrong; try again."),
    "pin_locked": Sentence(
        "密码多次输错，已暂时锁定，请过几分钟再试。",
        "Too many wrong PINs; the number is locked for some minutes.",
    ),
    "pin_none": Sentence(
        "这个工号还没有设置密码，请找技术人员。", "This staff number has no PIN yet; ask the technician."
    ),
    "place_locked": Sentence(
        "这里输错次数太多，请过一刻钟再试，或在别的终端登录。",
        "Too many wrong tries here; try again in a quarter of an hour, or sign in elsewhere.",
    ),
    "pin_change_needed": Sentence("请换成自己的新密码再登录。", "Choose a PIN of your own to sign in."),
    "pin_too_easy": Sentence(
        "新密码太简单或与原来相同，请用 4 到 8 位不易猜的数字。",
        "The new PIN is too easy, or the old one; use 4 to 8 digits that are hard to guess.",
    ),
    "register_failed": Sentence(
        "暂时无法核对工作证和密码，请找技术人员。",
        "Cards and PINs cannot be checked just now; ask the technician.",
    ),
    "hand_over_needed": Sentence(
        "还有正在办理或挂起的号票，请选择交接的同事。",
        "Tickets are being served or held here; choose a colleague who takes them over.",
    ),
    "clerk_not_here": Sentence(
        "这位同事没有在别的窗口登录。", "This colleague is not signed in at another window."
    ),
    "cannot_serve": Sentence(
        "这位同事的窗口不办理这些号票，请换一位。",
        "This colleague's window does not serve these tickets; choose another.",
    ),
    "day_to_come": Sentence("这一天还没有到。", "This day is still to come."),
    "why_needed": Sentence("请写明更正的原因。", "Say why it is corrected."),
}
