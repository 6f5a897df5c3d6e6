// Who serves at the window, as the hall names its staff, and small whether the hub is away.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Item {
    id: card

    required property string name
    required property string number
    required property bool live
    property real size: Theme.px(50)
    property bool centered: true

    Column {
        id: who
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: card.size * 0.12

        Icon {
            visible: card.centered && card.number.length > 0
            x: (parent.width - width) / 2
            name: "person"
            color: Theme.darkSoft
            size: card.size * 1.9
        }
        Text {
            objectName: "clerk-name"
            width: parent.width
            visible: text.length > 0
            text: card.name
            color: Theme.darkText
            font.bold: true
            font.pixelSize: card.size
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.smallest
            horizontalAlignment: card.centered ? Text.AlignHCenter : Text.AlignRight
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
        Text {
            objectName: "clerk-number"
            width: parent.width
            visible: card.number.length > 0
            text: qsTr("工号 %1").arg(card.number)
            color: card.centered ? Theme.darkSoft : Theme.fillSoft
            height: Math.min(implicitHeight, card.size * 1.8)
            font.pixelSize: card.size * 0.78
            fontSizeMode: Text.Fit
            minimumPixelSize: card.size * 0.4
            lineHeight: 0.9
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 2
            horizontalAlignment: card.centered ? Text.AlignHCenter : Text.AlignRight
            textFormat: Text.PlainText
        }
        Waiting {
            x: card.centered ? (parent.width - width) / 2 : parent.width - width
            live: card.live
            color: Theme.highlight
            size: card.size * 0.6
            room: card.width
        }
    }
}
