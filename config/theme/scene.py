"""Looks at a window's scene as a person would: what is to be seen, and what a finger would reach.

Read only; the touch driver acts on what is found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which item is meant: by ``objectName`` (``a/b`` is a ``b`` anywhere below an ``a``) or by visible text.

    Attributes:
        name: path of object names, or empty.
        text: the item's whole text (or a button's), or empty.
        nth: which of several, counted from 0.
    """

    name: str = ""
    text: str = ""
    nth: int = 0


class CannotTouch(Exception):
    """A finger would not reach the item; the text says why."""


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """All items below ``item`` and itself; delegates too, which are no QObject children."""
    yield item
    for child in item.childItems():
        yield from walk(child)


def is_seen(item: QQuickItem) -> bool:
    """Whether the item is visible, not transparent, and has a size."""
    shown = all(each.isVisible() and each.opacity() >= 0.05 for each in (item, *_ancestors(item)))
    return shown and item.width() > 0 and item.height() > 0


def find(window: QQuickWindow, wanted: Wanted) -> QQuickItem | None:
    """The visible item that is meant, or None."""
    found = [item for item in walk(window.contentItem()) if _is_meant(item, wanted) and is_seen(item)]
    if wanted.text:
        # A button and the Text inside it both carry the words: the outermost is meant.
        found = [item for item in found if not any(_is_above(other, item) for other in found)]
    return found[wanted.nth] if wanted.nth < len(found) else None


def texts(window: QQuickWindow) -> list[str]:
    """Everything that is to be read on the window, in drawing order."""
    shown = []
    for item in walk(window.contentItem()):
        text = _drawn_text(item)
        if text and is_seen(item) and _rect(item).intersects(_rect(window.contentItem())):
            shown.append(text)
    return shown


def spot(window: QQuickWindow, item: QQuickItem) -> QPointF:
    """Where a finger touches the item: its centre, in the window's coordinates.

    Raises:
        CannotTouch: it is hidden, disabled, outside the window, clipped, or something lies over it.
    """
    if not is_seen(item):
        raise CannotTouch(f"{_say(item)} is not visible")
    if not item.isEnabled():
        raise CannotTouch(f"{_say(item)} is disabled")
    point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    if not _rect(window.contentItem()).contains(point):
        raise CannotTouch(f"{_say(item)} lies outside the window at {point.x():.0f},{point.y():.0f}")
    touched = _first_that_takes_touches(item)
    if touched is None:
        raise CannotTouch(f"{_say(item)} takes no touches")
    receiver = _topmost(window.contentItem(), point, touched)
    if receiver is None:
        raise CannotTouch(f"nothing takes the touch at {_say(item)}")
    if receiver is not touched and not _is_above(touched, receiver):
        raise CannotTouch(f"{_say(item)} is covered by {_say(receiver)}")
    return point


def _is_meant(item: QQuickItem, wanted: Wanted) -> bool:
    if wanted.name:
        *above, last = wanted.name.split("/")
        if item.objectName() != last:
            return False
        parents = _ancestors(item)
        # Each name is looked for above the one before: the iterator goes on where it stopped.
        if not all(any(parent.objectName() == name for parent in parents) for name in reversed(above)):
            return False
        return not wanted.text or _text(item) == wanted.text
    return bool(wanted.text) and _text(item) == wanted.text


def _text(item: QQuickItem) -> str:
    text = item.property("text")
    return text if isinstance(text, str) else ""


def _drawn_text(item: QQuickItem) -> str:
    return _text(item) if item.inherits("QQuickText") or item.inherits("QQuickTextInput") else ""


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    parent: object = item.parentItem()
    while isinstance(parent, QQuickItem):
        yield parent
        parent = parent.parentItem()


def _is_above(higher: QQuickItem, lower: QQuickItem) -> bool:
    return any(parent is higher for parent in _ancestors(lower))


def _rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _takes_touches(item: QQuickItem) -> bool:
    # A Text accepts the mouse for its links and lets everything else through; views scroll, and never first.
    if item.inherits("QQuickText") or item.inherits("QQuickFlickable"):
        return False
    if item.acceptTouchEvents() or item.inherits("QQuickMouseArea"):
        return True
    # With a handler inside, Qt lets the item accept every button; a PointHandler looks on and takes nothing.
    handlers = [child for child in item.children() if child.inherits("QQuickPointerHandler")]
    if handlers:
        return any(not handler.inherits("QQuickPointHandler") for handler in handlers)
    return item.acceptedMouseButtons() != Qt.MouseButton.NoButton


def _first_that_takes_touches(item: QQuickItem) -> QQuickItem | None:
    return next((each for each in (item, *_ancestors(item)) if _takes_touches(each)), None)


def _hides(item: QQuickItem) -> bool:
    """Whether the item paints over what is below it, though touches would go through."""
    if not item.inherits("QQuickRectangle"):
        return False
    color = item.property("color")
    return color is not None and color.alphaF() > 0.3


def _topmost(item: QQuickItem, point: QPointF, target: QQuickItem) -> QQuickItem | None:
    """The item that gets (or hides) a touch at a point of the scene, looking from the top down as Qt does."""
    if not item.isVisible() or item.opacity() < 0.05:
        return None
    inside = item.contains(item.mapFromScene(point))
    if item.clip() and not inside:
        return None
    # Of equal z the later sibling is drawn later, so it is asked first; negative z lies behind the parent.
    children = sorted(enumerate(item.childItems()), key=lambda pair: (pair[1].z(), pair[0]), reverse=True)
    for _, child in (pair for pair in children if pair[1].z() >= 0):
        found = _topmost(child, point, target)
        if found is not None:
            return found
    if inside and item.isEnabled() and _takes_touches(item):
        return item
    if inside and _hides(item) and item is not target and not _is_above(target, item):
        # A painted ground of the target's own page lies below it, not over it.
        return None if _is_above(item, target) else item
    for _, child in (pair for pair in children if pair[1].z() < 0):
        found = _topmost(child, point, target)
        if found is not None:
            return found
    return None


def _say(item: QQuickItem) -> str:
    name = item.objectName() or _text(item)
    kind = item.metaObject().className().split("_")[0]
    return f"{kind} {name!r}" if name else kind
