// A figure in large and what it means below, in a card.
import QtQuick
import Hall

Card {
    id: fact

    required property string value
    required property string label
    property color ink: Theme.primary

    padding: Theme.px(16)

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.px(4)

        Text {
            width: parent.width
            text: fact.value
            color: fact.ink
            font.bold: true
            font.pixelSize: Theme.sp(48)
            lineHeight: Theme.elder ? 0.88 : 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.smallest
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignHCenter
        }
        Text {
            width: parent.width
            text: fact.label
            color: Theme.soft
            font.pixelSize: Theme.small
            lineHeight: Theme.elder ? 0.88 : 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.smallest
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
