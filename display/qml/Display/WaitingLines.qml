// Who waits in the zone's queues; more than fit on one page take turns.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Display.Model

Item {
    id: lines

    required property ZoneModel zone

    Text {
        id: heading
        text: qsTr("等候情况")
        color: Theme.darkText
        font.bold: true
        font.pixelSize: Theme.px(42)
        textFormat: Text.PlainText
    }
    Row {
        visible: lines.zone.pages > 1
        anchors {
            right: parent.right
            verticalCenter: heading.verticalCenter
        }
        spacing: Theme.px(12)

        Repeater {
            model: lines.zone.pages

            Rectangle {
                required property int index

                width: Theme.px(14)
                height: width
                radius: width / 2
                color: index === lines.zone.page ? Theme.darkText : Theme.darkTrack
            }
        }
    }
    Column {
        id: column
        anchors {
            left: parent.left
            right: parent.right
            top: heading.bottom
            topMargin: Theme.px(8)
            bottom: parent.bottom
        }
        spacing: Theme.px(14)

        Repeater {
            objectName: "queues"
            model: lines.zone.queues

            QueueLine {
                longest: lines.zone.longest
                width: column.width
                height: Math.min(Theme.px(104), (column.height - 4 * column.spacing) / 5)
            }
        }
    }
}
