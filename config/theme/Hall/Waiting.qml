// A small line for the time the hub is away: what is shown is the last good state.
import QtQuick

Row {
    id: waiting

    required property bool live
    property color color: Theme.warn
    property int size: Theme.tiny
    // What there is to its right and left; a longer sentence shrinks.
    property real room: Infinity

    objectName: "waiting"
    visible: !live
    spacing: Math.round(size * 0.4)

    Icon {
        id: sign
        anchors.verticalCenter: parent.verticalCenter
        name: "away"
        size: Math.round(waiting.size * 1.2)
        color: waiting.color
    }
    Text {
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("正在等待主机")
        color: waiting.color
        width: Math.min(implicitWidth, waiting.room - sign.width - waiting.spacing)
        font.pixelSize: waiting.size
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(waiting.size * 0.6)
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }
}
