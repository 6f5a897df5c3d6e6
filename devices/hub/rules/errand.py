"""What one visitor comes for: the items of the ticket now, and those still to be done after it."""

from __future__ import annotations

from typing import NamedTuple

from config.schema import Item, Queue
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused


class Errand(NamedTuple):
    """A visit as it is asked for.

    Attributes:
        item: the first item, which leads to the queue.
        queue: where the ticket waits.
        items: codes of all items of this queue, the first one first.
        to_do: codes of the items of other queues, in their order.
        bundle: the life event (一件事), or empty.
    """

    item: Item
    queue: Queue
    items: tuple[str, ...]
    to_do: tuple[str, ...] = ()
    bundle: str = ""


def item_and_queue(hall: Hall, code: str) -> tuple[Item, Queue]:
    """An item and the queue its visitors wait in.

    Raises:
        Refused: ``unknown_item``.
    """
    item = hall.item_of.get(code)
    if item is None:
        raise Refused("unknown_item")
    return item, hall.queue_of[item.queue]


def errand_of(hall: Hall, command: c.TakeTicket) -> Errand:
    """Sort what a visitor wants into this ticket and further steps.

    The items of a life event come in its own order and before any other; the queue is that of the first.

    Raises:
        Refused: ``unknown_bundle``, ``unknown_item`` or ``too_many_items``.
    """
    together: tuple[str, ...] = ()
    if command.bundle:
        bundle = hall.bundle_of.get(command.bundle)
        if bundle is None or command.item not in bundle.items:
            raise Refused("unknown_bundle")
        together = bundle.items
    codes = list(dict.fromkeys((*together, command.item, *command.also)))
    # A life event is offered as a whole, however many steps the hall has given it.
    most = max(hall.config.tickets.items_max, len(together))
    if len(codes) > most:
        raise Refused("too_many_items", {"most": str(most)})
    item, queue = item_and_queue(hall, codes[0])
    here = tuple(code for code in codes if item_and_queue(hall, code)[1].id == queue.id)
    return Errand(item, queue, here, tuple(code for code in codes if code not in here), command.bundle)
