"""What each role is shown of the hall."""

from devices.hub.views.calls import CALLS_SHOWN
from devices.hub.views.choose import Views
from devices.hub.views.kept import KeptViews
from devices.hub.views.kiosk import KIOSK_KEEPS, KIOSK_SHOWN
from devices.hub.views.parts import Part
from devices.hub.views.row_of import ItemRows, RowOf
from devices.hub.views.ticket_rows import WAITING_SHOWN

__all__ = [
    "CALLS_SHOWN",
    "KIOSK_KEEPS",
    "KIOSK_SHOWN",
    "WAITING_SHOWN",
    "ItemRows",
    "KeptViews",
    "Part",
    "RowOf",
    "Views",
]
