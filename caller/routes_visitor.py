"""What can be done with visitors whom the window knows: those it serves, holds, missed or has finished."""

from __future__ import annotations

from collections.abc import Callable

from caller import lists
from caller.asking import Asking
from caller.steps import Step
from devices.link import commands as c
from devices.link.words import TransferPlace

Destination = tuple[str | None, int | None]
"""A queue or the number of a window."""


def resume(ask: Asking) -> None:
    """Let a held visitor go on."""
    ask.for_step(Step.RESUME, "held", ask.lists.held, lambda name: ask.do(c.Resume(ticket=name)))


def gone(ask: Asking) -> None:
    """Say of somebody who is held that they do not come back."""
    ask.for_step(Step.GONE, "gone", ask.lists.held, lambda name: ask.do(c.MarkNoShow(ticket=name)))


def give_back(ask: Asking) -> None:
    """Let somebody who missed the call wait again."""
    ask.for_step(Step.RETURN, "missed", ask.lists.missed, lambda name: ask.do(c.ReturnTicket(ticket=name)))


def come_back(ask: Asking) -> None:
    """Somebody whom the window has served is back from paying or copying."""
    ask.for_step(Step.BACK, "served", ask.lists.served, lambda name: ask.do(c.ComeBack(ticket=name)))


def transfer(ask: Asking) -> None:
    """Send the visitor to another queue or window."""

    def sent(where: Destination, place: TransferPlace) -> None:
        ask.do(c.Transfer(queue=where[0], window=where[1], place=place))

    _send(ask, Step.TRANSFER, "transfer", sent)


def add_step(ask: Asking) -> None:
    """Finish, and let the visit go on elsewhere."""

    def sent(where: Destination, place: TransferPlace) -> None:
        ticket = ask.desk.current
        if ticket is not None:
            ask.do(c.AddStep(ticket=ticket.id, queue=where[0], window=where[1], place=place))

    _send(ask, Step.ADD_STEP, "add_step", sent)


def finish_on(ask: Asking) -> None:
    """Finish, and let the visit go on with the step that is proposed."""
    ticket = ask.desk.current
    if ticket is not None and ticket.next_item:
        ask.do(c.AddStep(ticket=ticket.id, item=ticket.next_item))
    elif ticket is not None and ticket.next_queue:
        ask.do(c.AddStep(ticket=ticket.id, queue=ticket.next_queue))


def correct(ask: Asking) -> None:
    """Put right what the visitor is here for: another item instead, one more, or one less."""

    def chosen(code: str) -> None:
        has = ask.desk.items
        if code not in has:
            ask.for_step(Step.CORRECT, "correct_how", lists.corrections, lambda how: changed(code, how))
        elif len(has) > 1:
            ask.do(c.CorrectItems(items=tuple(item for item in has if item != code)))

    def changed(code: str, how: str) -> None:
        has = ask.desk.items
        ask.do(c.CorrectItems(items=(*has, code) if how == "also" else (code, *has[1:])))

    ask.for_step(Step.CORRECT, "correct", ask.lists.items, chosen)


def _send(ask: Asking, step: Step, about: str, sent: Callable[[Destination, TransferPlace], None]) -> None:
    def where(key: str) -> None:
        ask.for_step(step, "place", lists.places, lambda place: sent(_destination(key), TransferPlace(place)))

    ask.for_step(step, about, ask.lists.destinations, where)


def _destination(key: str) -> Destination:
    kind, _, name = key.partition("/")
    return (name, None) if kind == "queue" else (None, int(name))
