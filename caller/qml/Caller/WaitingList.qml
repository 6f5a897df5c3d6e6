// Who waits for this window, in the order in which they will be called, and why in that order.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

Item {
    id: waiting

    required property Panel panel
    readonly property int lineHeight: Theme.px(76)

    objectName: "waiting-area"
    visible: panel.state !== "unknown" && panel.state !== "signed_out"

    Text {
        id: heading
        objectName: "waiting-heading"
        text: waiting.panel.waitingCount > 0 ? qsTr("等候 %1 人 · 最久 %2 分钟").arg(waiting.panel.waitingCount).arg(waiting.panel.longest) : qsTr("无人等候")
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.px(30)
        textFormat: Text.PlainText
    }

    ListView {
        id: list
        objectName: "waiting-list"
        anchors {
            left: parent.left
            right: parent.right
            top: heading.bottom
            topMargin: Theme.px(10)
            bottom: parent.bottom
        }
        clip: true
        spacing: Theme.px(8)
        boundsBehavior: Flickable.StopAtBounds
        model: waiting.panel.waiting
        delegate: Rectangle {
            id: line

            required property string number
            required property string visitorClass
            required property string slot
            required property int minutes
            required property bool returned
            required property string why
            required property bool first

            readonly property bool booked: visitorClass === "appointment" && slot.length > 0

            width: ListView.view.width
            height: waiting.lineHeight
            radius: Theme.px(14)
            color: line.first ? Theme.tint : Theme.card

            Text {
                id: figures
                anchors {
                    left: parent.left
                    leftMargin: Theme.px(20)
                    verticalCenter: parent.verticalCenter
                }
                width: Theme.px(130)
                text: line.number
                color: Theme.ink
                font.bold: true
                font.pixelSize: Theme.px(36)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(22)
                textFormat: Text.PlainText
            }
            Column {
                anchors {
                    left: figures.right
                    leftMargin: Theme.px(14)
                    right: since.left
                    rightMargin: Theme.px(12)
                    verticalCenter: parent.verticalCenter
                }

                Text {
                    width: parent.width
                    text: line.booked ? qsTr("%1 %2").arg(Says.visitorClass(line.visitorClass)).arg(line.slot) : line.returned ? qsTr("%1 · 过号恢复").arg(Says.visitorClass(line.visitorClass)) : Says.visitorClass(line.visitorClass)
                    color: line.visitorClass === "priority" ? Theme.help : line.visitorClass === "appointment" ? Theme.appointment : Theme.ink
                    font.bold: line.visitorClass !== "ordinary"
                    font.pixelSize: Theme.px(28)
                    lineHeight: 0.9
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                }
                Text {
                    width: parent.width
                    text: Says.why(line.why)
                    color: Theme.soft
                    font.pixelSize: Theme.px(24)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.px(20)
                    lineHeight: 0.9
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                }
            }
            Text {
                id: since
                anchors {
                    right: parent.right
                    rightMargin: Theme.px(20)
                    verticalCenter: parent.verticalCenter
                }
                text: !line.booked ? qsTr("%1 分钟").arg(line.minutes) : line.minutes >= 0 ? qsTr("到点 %1 分钟").arg(line.minutes) : qsTr("%1 分钟后").arg(-line.minutes)
                color: Theme.ink
                font.pixelSize: Theme.px(28)
                textFormat: Text.PlainText
            }
        }
    }

    // More than is to be seen: the list goes on below.
    Rectangle {
        visible: list.contentHeight > list.height + 1 && !list.atYEnd
        anchors {
            left: list.left
            right: list.right
            bottom: list.bottom
        }
        height: Theme.px(30)
        gradient: Gradient {
            GradientStop {
                position: 0
                color: "#00F3F6FA"
            }
            GradientStop {
                position: 1
                color: Theme.ground
            }
        }
    }

    Shortcut {
        sequences: ["Down", "PgDown"]
        enabled: waiting.visible && waiting.panel.chooser.kind === ""
        onActivated: list.contentY = Math.min(Math.max(0, list.contentHeight - list.height), list.contentY + waiting.lineHeight * 2)
    }
    Shortcut {
        sequences: ["Up", "PgUp"]
        enabled: waiting.visible && waiting.panel.chooser.kind === ""
        onActivated: list.contentY = Math.max(0, list.contentY - waiting.lineHeight * 2)
    }
}
