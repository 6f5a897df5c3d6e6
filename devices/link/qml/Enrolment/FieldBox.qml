// A field with its name above it, and a frame that shows where the keys go.
import QtQuick
import Hall

Item {
    id: field

    default property alias content: box.data
    required property string label
    required property bool current
    property int boxHeight: Theme.touch

    implicitHeight: name.height + Theme.px(6) + boxHeight

    Text {
        id: name
        width: field.width
        text: field.label
        color: field.current ? Theme.primary : Theme.soft
        font.bold: true
        font.pixelSize: Theme.tiny
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.smallest
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Rectangle {
        id: box
        anchors.bottom: parent.bottom
        width: parent.width
        height: field.boxHeight
        radius: Math.min(Theme.radius, height / 3)
        color: Theme.card
        border.width: (field.current ? 3 : 1) * Theme.hairline
        border.color: field.current ? Theme.primary : Theme.line
    }
}
