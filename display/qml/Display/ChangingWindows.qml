// Windows that were just lent to the crowd (潮汐窗口), and those that take nobody any more.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Display.Model

Row {
    id: strip

    required property ZoneModel zone

    spacing: Theme.px(20)

    Repeater {
        objectName: "changing"
        model: strip.zone.changing

        Rectangle {
            id: sign

            required property int window
            required property string until
            required property bool draining
            required property bool soon

            width: Math.min(words.implicitWidth + Theme.px(56), (strip.width - 2 * strip.spacing) / 3)
            height: strip.height
            radius: Theme.px(16)
            color: sign.draining ? Theme.darkCard : Theme.darkCardHigh
            border.width: Theme.hairline
            border.color: sign.draining ? Theme.darkLine : Theme.highlight

            Text {
                id: words
                objectName: "changing-" + sign.window
                anchors.centerIn: parent
                width: Math.min(implicitWidth, parent.width - Theme.px(32))
                text: sign.draining ? qsTr("%1 不再接新号").arg(Words.window(sign.window)) : sign.soon ? qsTr("潮汐窗口 %1 号 即将开放").arg(sign.window) : qsTr("潮汐窗口 %1 号 至 %2").arg(sign.window).arg(sign.until)
                color: sign.draining ? Theme.darkSoft : Theme.highlight
                font.bold: !sign.draining
                font.pixelSize: Theme.px(36)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.smallest
                textFormat: Text.PlainText
                elide: Text.ElideRight
            }
        }
    }
}
