"""Which way each step goes: some are said at once, others ask first."""

from __future__ import annotations

from caller import lists, routes_visitor, routes_window
from caller.asking import Asking
from caller.routes_case import CaseRoutes
from caller.steps import SELDOM, Step
from caller.viewmodel_sign_in import SignInForm
from devices.link import commands as c

SIMPLE: dict[Step, tuple[c.AnyCommand, ...]] = {
    Step.OPEN: (c.OpenWindow(),),
    Step.CALL_NEXT: (c.CallNext(),),
    Step.START: (c.Start(),),
    Step.FINISH_NEXT: (c.Finish(), c.CallNext()),
    Step.FINISH: (c.Finish(),),
    Step.RECALL: (c.Recall(),),
    Step.HOLD: (c.Hold(),),
    Step.NO_SHOW: (c.MarkNoShow(),),
    Step.UNDO: (c.Undo(),),
}
"""Steps that need no further choice."""

ASKING = {
    Step.RESUME: routes_visitor.resume,
    Step.RETURN: routes_visitor.give_back,
    Step.BACK: routes_visitor.come_back,
    Step.GONE: routes_visitor.gone,
    Step.TRANSFER: routes_visitor.transfer,
    Step.ADD_STEP: routes_visitor.add_step,
    Step.FINISH_ON: routes_visitor.finish_on,
    Step.CORRECT: routes_visitor.correct,
    Step.DIRECT: routes_window.direct,
    Step.PAUSE: routes_window.pause,
    Step.HELP: routes_window.call_help,
}
"""Steps that ask with the panel's lists."""


class Routes:
    """Takes a step that makes sense now."""

    def __init__(self, ask: Asking, cases: CaseRoutes, sign_in: SignInForm) -> None:
        """Ask with the panel's lists and forms."""
        self._ask = ask
        self._cases = cases
        self._sign_in = sign_in

    def take(self, step: Step) -> None:
        """Take a step: say it, or ask what it needs."""
        match step:
            case Step.SIGN_IN:
                self._begin_sign_in()
            case Step.ACCEPT:
                self._cases.accept()
            case Step.SLIP:
                self._cases.slip()
            case Step.CLOSE | Step.SIGN_OUT:
                routes_window.leave(self._ask, step)
            case Step.MORE:
                self._ask.for_step(
                    Step.MORE,
                    "more",
                    lambda: lists.steps(SELDOM, self._ask.possible),
                    lambda chosen: self.take(Step(chosen)),
                )
            case _ if step in ASKING:
                ASKING[step](self._ask)
            case _:
                self._ask.do(*SIMPLE[step])

    def _begin_sign_in(self) -> None:
        """Ask for what the hall wants to be proved."""
        desk = self._ask.desk
        how = desk.hall.sign_in if desk.hall else "number"

        def chosen(clerk: str) -> None:
            if how == "pin":
                self._sign_in.ask_pin(clerk, desk.name_of_clerk(clerk))
            else:
                self._ask.do(c.SignIn(clerk=clerk))

        if how in ("card", "card_pin"):
            self._sign_in.ask_card(with_pin=how == "card_pin")
        else:
            self._ask.for_step(Step.SIGN_IN, "clerk", self._ask.lists.clerks, chosen)
