// A grade counted out: as many full dots of five as it has stars.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Row {
    id: dots

    required property int grade
    required property color color
    property int size: Theme.px(24)

    spacing: Math.round(size * 0.35)

    Repeater {
        model: 5

        Rectangle {
            required property int index
            readonly property bool full: index < dots.grade

            width: dots.size
            height: dots.size
            radius: dots.size / 2
            color: full ? dots.color : "transparent"
            border.width: full ? 0 : Theme.hairline
            border.color: Theme.soft
        }
    }
}
