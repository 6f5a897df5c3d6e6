"""What becomes of a case at the window: it is taken, or a paper says what is lacking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caller import lists
from caller.asking import Asking
from caller.steps import Step
from caller.viewmodel_case import Case, CaseForm
from caller.viewmodel_checklist import Checklist, Sheet
from devices.link import commands as c
from devices.link.words import SlipKind

Chosen = Callable[[str], None]


class CaseRoutes:
    """Leads from the ticket that is served to its papers."""

    def __init__(self, ask: Asking, checklist: Checklist, form: CaseForm) -> None:
        """Ask with the panel's lists, ``checklist`` and ``form``."""
        self._ask = ask
        self._checklist = checklist
        self._form = form

    def accept(self) -> None:
        """Take the case of one of the ticket's items."""

        def of_item(item: str) -> None:
            def taken(number: str, first_pass: bool) -> None:
                if first_pass:
                    self._ask.do(c.Accept(item=item, case_number=number, first_pass=True))
                else:
                    self._tick(
                        Step.ACCEPT,
                        "lacking",
                        item,
                        lambda lacking, words: self._ask.do(
                            c.Accept(item=item, case_number=number, first_pass=False, lacking=lacking)
                        ),
                        worded=False,
                        may_be_empty=True,
                    )

            self._form.ask(
                Case(
                    then=taken,
                    still_right=lambda: self._ask.can(Step.ACCEPT),
                    whom=self._number(),
                    item=self._ask.desk.item_name(item),
                )
            )

        self._for_item(Step.ACCEPT, of_item)

    def slip(self) -> None:
        """Give the visitor a paper that says what is lacking, or lets it come later."""

        def of_kind(key: str) -> None:
            kind = SlipKind(key)

            def of_item(item: str) -> None:
                self._tick(
                    Step.SLIP,
                    kind.value,
                    item,
                    lambda materials, words: self._ask.do(
                        c.IssueSlip(kind=kind, item=item, materials=materials, words=words)
                    ),
                    due=self._due(kind),
                    # One names all that the item needs, the other all that was promised.
                    may_be_empty=kind in (SlipKind.ONE_TIME_NOTICE, SlipKind.DEFERRAL_NOTICE),
                )

            self._for_item(Step.SLIP, of_item)

        consults = self._ask.desk.consults
        self._ask.for_step(Step.SLIP, "slip", lambda: lists.slips(consults), of_kind)

    def _for_item(self, step: Step, then: Chosen) -> None:
        items = self._ask.desk.items
        if len(items) > 1:
            self._ask.for_step(step, "which_item", self._ask.lists.items_of_ticket, then)
        elif items:
            then(items[0])

    def _tick(
        self,
        step: Step,
        about: str,
        item: str,
        then: Callable[[tuple[str, ...], str], None],
        *,
        worded: bool = True,
        may_be_empty: bool = False,
        due: date | None = None,
    ) -> None:
        row = self._ask.desk.item(item)
        self._checklist.ask(
            Sheet(
                about=about,
                lines=lists.materials(row.materials if row else ""),
                then=then,
                still_right=lambda: self._ask.can(step),
                whom=self._number(),
                item=self._ask.desk.item_name(item),
                due=due.isoformat() if due else "",
                worded=worded,
                may_be_empty=may_be_empty,
            )
        )

    def _number(self) -> str:
        window = self._ask.desk.window
        return window.number_shown if window else ""

    def _due(self, kind: SlipKind) -> date | None:
        hall = self._ask.desk.hall
        if hall is None or kind is SlipKind.ONE_TIME_NOTICE:
            return None
        return hall.supplement_due if kind is SlipKind.SUPPLEMENT else hall.deferral_due
