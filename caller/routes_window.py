"""What concerns the window itself: work without a number, pauses, leaving, and calls for help."""

from __future__ import annotations

from caller import lists
from caller.asking import Asking
from caller.steps import Step
from devices.link import commands as c
from devices.link.words import HelpTopic, WindowState, WorkSource

HAND_OVER_NEEDED = "hand_over_needed"
"""The hub's refusal to leave somebody standing."""
OTHERS_WAITING = "others_waiting"
"""The hub's refusal to serve somebody without a number before others for no reason."""


def direct(ask: Asking) -> None:
    """Serve somebody without a number or, at a 专职 window, work that came by post, online or by phone."""
    window = ask.desk.window
    dedicated = window is not None and window.type == "dedicated"

    def item_chosen(item: str) -> None:
        def from_source(source: str) -> None:
            ask.do(c.ServeDirect(item=item, source=WorkSource(source)))

        def for_reason(reason: str) -> None:
            ask.do(c.ServeDirect(item=item, reason=reason))

        def ask_reason() -> None:
            ask.for_step(Step.DIRECT, "direct_reason", ask.lists.call_reasons, for_reason)

        if dedicated:
            ask.for_step(Step.DIRECT, "source", lists.sources, from_source)
        elif ask.desk.waiting:
            ask_reason()
        else:
            ask.do_unless(OTHERS_WAITING, c.ServeDirect(item=item), ask_reason)

    ask.for_step(Step.DIRECT, "direct", ask.lists.items, item_chosen)


def pause(ask: Asking) -> None:
    """Pause for a reason; whoever would be left standing goes to a colleague."""

    def for_reason(reason: str) -> None:
        def handed(clerk: str) -> None:
            ask.do(c.PauseWindow(reason=reason, hand_over=clerk))

        def ask_colleague() -> None:
            ask.for_step(Step.PAUSE, "hand_over", ask.lists.colleagues, handed)

        ask.do_unless(HAND_OVER_NEEDED, c.PauseWindow(reason=reason), ask_colleague)

    ask.for_step(Step.PAUSE, "pause", ask.lists.pauses, for_reason)


def leave(ask: Asking, step: Step) -> None:
    """Close the window or sign out: hand over what is left, think for a moment, or go at once."""

    def command(clerk: str = "") -> c.AnyCommand:
        return c.SignOut(hand_over=clerk) if step is Step.SIGN_OUT else c.CloseWindow(hand_over=clerk)

    window = ask.desk.window
    if window is None:
        return
    if window.ticket or ask.desk.held:
        ask.for_step(step, "hand_over", ask.lists.colleagues, lambda clerk: ask.do(command(clerk)))
    elif step is Step.SIGN_OUT and window.state is WindowState.CLOSED:
        ask.do(command())
    else:
        ask.think_over(step, command())


def call_help(ask: Asking) -> None:
    """Call a guide, or say that none is needed any more."""
    call = ask.desk.help
    if call is None:
        ask.for_step(
            Step.HELP, "help", lists.topics, lambda about: ask.do(c.CallHelp(about=HelpTopic(about)))
        )
    else:
        ask.for_step(
            Step.HELP, "help_over", lambda: lists.help_over(call.id), lambda key: ask.do(c.EndHelp(help=key))
        )
