// The windows of this zone and whether they are open: fill, frame and a line through the number all tell it.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Kiosk.Model

Rectangle {
    id: strip

    required property HallNow hall

    readonly property int count: windows.count
    // Few windows have room for their names.
    readonly property bool named: count <= 8
    readonly property int columns: named ? Math.max(count, 1) : hall.highest > 99 ? 12 : 16
    readonly property int rows: Math.ceil(count / columns)
    readonly property int space: Theme.px(named ? 16 : 10)
    readonly property int inner: width - 2 * Theme.px(28)
    readonly property int cell: Math.floor((inner - (columns - 1) * space) / columns)
    readonly property int chip: Theme.px(named ? 90 : 40)

    implicitHeight: count > 0 ? rows * chip + (rows - 1) * space + legend.height + Theme.px(28 + 16 + 20) : 0
    radius: Theme.radius
    color: Theme.tint

    Grid {
        id: grid
        x: Theme.px(28)
        y: Theme.px(28)
        columns: strip.columns
        spacing: strip.space

        Repeater {
            id: windows
            model: strip.hall.windows

            Rectangle {
                id: sign

                required property int number
                required property string name
                required property string sort
                required property string phase
                required property bool lent
                readonly property bool open: phase === "open"
                readonly property color fill: lent ? Theme.warnFill : sort === "issue" ? Theme.appointment : Theme.primary

                width: strip.cell
                height: strip.chip
                radius: Theme.px(10)
                color: open ? fill : "transparent"
                border.width: open ? 0 : Theme.hairline
                border.color: Theme.soft

                Text {
                    anchors.centerIn: parent
                    width: parent.width
                    text: strip.named ? qsTr("%1 号").arg(sign.number) : sign.number
                    color: sign.open ? Theme.fillInk : Theme.soft
                    font.bold: true
                    font.strikeout: !sign.open && !strip.named
                    font.pixelSize: strip.named ? Theme.body : Theme.tiny
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.smallest
                    horizontalAlignment: Text.AlignHCenter
                    textFormat: Text.PlainText
                }
            }
        }
    }

    Row {
        id: legend
        anchors {
            right: parent.right
            rightMargin: Theme.px(28)
            bottom: parent.bottom
            bottomMargin: Theme.px(16)
        }
        spacing: Theme.px(36)

        component Key: Row {
            id: key
            required property string text
            required property color fill
            required property bool filled
            spacing: Theme.px(12)

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(26)
                height: Theme.px(26)
                radius: Theme.px(7)
                color: key.filled ? key.fill : "transparent"
                border.width: key.filled ? 0 : Theme.hairline
                border.color: Theme.soft
            }
            Text {
                text: key.text
                color: Theme.soft
                font.pixelSize: Theme.tiny
                textFormat: Text.PlainText
            }
        }

        Key {
            text: qsTr("窗口开放")
            fill: Theme.primary
            filled: true
        }
        Key {
            text: qsTr("领证窗口")
            fill: Theme.appointment
            filled: true
            visible: !strip.named
        }
        Key {
            text: qsTr("潮汐窗口")
            fill: Theme.warnFill
            filled: true
            visible: strip.hall.lent
        }
        Key {
            text: qsTr("未开放")
            fill: Theme.soft
            filled: false
        }
    }
}
