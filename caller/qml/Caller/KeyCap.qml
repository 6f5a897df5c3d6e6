// The key that does what the button beside it does.
import QtQuick
import Hall

Rectangle {
    id: cap

    required property string text
    property color ink: Theme.soft
    property color ground: Theme.tint

    implicitWidth: Math.max(height, words.implicitWidth + Theme.px(16))
    implicitHeight: Theme.px(44)
    radius: Theme.px(9)
    color: ground

    Text {
        id: words
        anchors.centerIn: parent
        text: cap.text
        color: cap.ink
        font.pixelSize: Theme.px(26)
        font.bold: true
        textFormat: Text.PlainText
    }
}
