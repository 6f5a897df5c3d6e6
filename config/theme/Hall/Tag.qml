// One or two words on a rounded ground, such as a visitor class or a window's state.
import QtQuick

Rectangle {
    id: tag

    required property string text
    property color ink: Theme.primary
    property int size: Theme.small

    implicitWidth: label.implicitWidth + 1.2 * label.implicitHeight
    implicitHeight: Math.round(label.implicitHeight * 1.15)
    radius: height / 2
    color: Theme.tint

    Text {
        id: label
        anchors.centerIn: parent
        width: Math.min(implicitWidth, tag.width - tag.height / 2)
        text: tag.text
        color: tag.ink
        font.pixelSize: tag.size
        font.bold: true
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
}
