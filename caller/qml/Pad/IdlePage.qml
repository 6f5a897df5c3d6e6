// Between two ratings: who serves here, and whose turn it is.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Pad.Model

Item {
    id: page

    required property RatingPad pad
    readonly property bool tall: height > width
    readonly property bool staffed: pad.place.clerk.length > 0

    objectName: "page-idle"

    StaffCard {
        id: staff
        visible: page.staffed
        x: Theme.margin
        y: Theme.px(40)
        width: page.tall ? parent.width - 2 * x : Theme.px(520)
        height: page.tall ? Theme.px(310) : parent.height - 2 * y
        flat: page.tall
        name: page.pad.place.clerkName
        number: page.pad.place.clerk
        window: page.pad.place.window
    }
    TurnCard {
        x: page.staffed && !page.tall ? staff.x + staff.width + Theme.px(32) : Theme.margin
        y: page.staffed && page.tall ? staff.y + staff.height + Theme.px(32) : Theme.px(40)
        width: parent.width - x - Theme.margin
        height: parent.height - y - Theme.px(40)
        phase: page.pad.place.phase
        number: page.pad.place.number
        reason: page.pad.place.reason
    }
}
