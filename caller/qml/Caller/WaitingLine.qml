// One who waits: number, standing, minutes; the marked one says in a sentence why they are where they are.
import QtQuick
import QtQuick.Templates as T
import Hall

T.AbstractButton {
    id: line

    required property string number
    required property string visitorClass
    required property string ground
    required property string slot
    required property int minutes
    required property bool returned
    required property string why
    required property string sentence
    required property bool first
    required property bool marked
    required property int lineHeight

    readonly property bool booked: visitorClass === "appointment" && slot.length > 0
    readonly property string kindOf: Says.standing(visitorClass, ground)

    // A finger or the mouse chose it.
    signal touched

    objectName: "waiting-%1".arg(number)
    height: lineHeight + (marked ? more.implicitHeight + Theme.px(20) : 0)
    focusPolicy: Qt.NoFocus
    Accessible.name: "%1 %2 %3".arg(number).arg(kindOf).arg(sentence)
    onClicked: line.touched()

    background: Rectangle {
        radius: Theme.px(14)
        color: line.marked || line.first ? Theme.tint : Theme.card
        border.width: line.marked ? 2 * Theme.hairline : 0
        border.color: Theme.primary
    }
    contentItem: Item {
        Text {
            id: figures
            x: Theme.px(20)
            width: Theme.px(130)
            height: line.lineHeight
            verticalAlignment: Text.AlignVCenter
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
                verticalCenter: figures.verticalCenter
            }

            Text {
                width: parent.width
                text: line.booked ? qsTr("%1 %2").arg(line.kindOf).arg(line.slot) : line.returned ? qsTr("%1 · 过号恢复").arg(line.kindOf) : line.kindOf
                color: line.visitorClass === "appointment" ? Theme.appointment : line.visitorClass === "ordinary" ? Theme.ink : Theme.help
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
                verticalCenter: figures.verticalCenter
            }
            text: !line.booked ? qsTr("%1 分钟").arg(line.minutes) : line.minutes >= 0 ? qsTr("到点 %1 分钟").arg(line.minutes) : qsTr("%1 分钟后").arg(-line.minutes)
            color: Theme.ink
            font.pixelSize: Theme.px(28)
            textFormat: Text.PlainText
        }
        Column {
            id: more
            visible: line.marked
            x: Theme.px(20)
            y: line.lineHeight
            width: parent.width - 2 * x
            spacing: Theme.px(6)

            Text {
                objectName: "sentence"
                width: parent.width
                visible: text.length > 0
                text: line.sentence
                color: Theme.ink
                font.pixelSize: Theme.px(26)
                lineHeight: 0.95
                wrapMode: Text.Wrap
                textFormat: Text.PlainText
            }
            Row {
                spacing: Theme.px(10)

                KeyCap {
                    text: qsTr("回车")
                    ground: Theme.card
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("叫号、优先…")
                    color: Theme.primary
                    font.bold: true
                    font.pixelSize: Theme.px(26)
                    textFormat: Text.PlainText
                }
            }
        }
    }
}
