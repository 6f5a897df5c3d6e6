// Who serves at this window, as the hall names its staff: a card across (`flat`) or upright.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Card {
    id: card

    required property string name
    required property string number
    required property int window
    property bool flat: false

    Item {
        id: whole
        anchors.fill: parent

        readonly property int portrait: card.flat ? Math.min(height, Theme.px(190)) : Math.min(width * 0.62, height * 0.36)

        Rectangle {
            id: portrait
            x: card.flat ? 0 : (parent.width - width) / 2
            y: card.flat ? (parent.height - height) / 2 : Math.max(0, (parent.height - height - words.height - Theme.px(36)) / 2)
            width: whole.portrait
            height: width
            radius: width / 2
            color: Theme.tint

            Icon {
                anchors.centerIn: parent
                name: "person"
                color: Theme.primary
                size: parent.width * 0.58
            }
        }
        Column {
            id: words
            x: card.flat ? portrait.width + Theme.px(40) : 0
            y: card.flat ? (parent.height - height) / 2 : portrait.y + portrait.height + Theme.px(36)
            width: parent.width - x
            spacing: Theme.px(6)

            BodyText {
                objectName: "window"
                width: parent.width
                visible: card.window > 0
                text: Words.window(card.window)
                color: Theme.primary
                font.pixelSize: Theme.heading
                font.bold: true
                maximumLineCount: 2
                horizontalAlignment: card.flat ? Text.AlignLeft : Text.AlignHCenter
            }
            BodyText {
                objectName: "clerk-name"
                width: parent.width
                visible: text.length > 0
                text: card.name
                font.pixelSize: Theme.heading
                font.bold: true
                maximumLineCount: 2
                horizontalAlignment: card.flat ? Text.AlignLeft : Text.AlignHCenter
            }
            BodyText {
                objectName: "clerk-number"
                width: parent.width
                visible: card.number.length > 0
                text: qsTr("工号 %1").arg(card.number)
                color: Theme.soft
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                maximumLineCount: 3
                horizontalAlignment: card.flat ? Text.AlignLeft : Text.AlignHCenter
            }
        }
    }
}
