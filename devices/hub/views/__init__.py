"""What each session sees, by role and place, and each thing of the hall as a row."""

from devices.hub.views.choose import CALLS_SHOWN, KIOSK_KEEPS, KIOSK_SHOWN, WAITING_SHOWN, Views
from devices.hub.views.row_of import ItemRows, RowOf

__all__ = ["CALLS_SHOWN", "KIOSK_KEEPS", "KIOSK_SHOWN", "WAITING_SHOWN", "ItemRows", "RowOf", "Views"]
