// A small line for the time the hub is away: what is shown is the last good state.
import QtQuick

Row {
    id: waiting

    required property bool live
    property color color: Theme.warn
    property int size: Theme.tiny

    objectName: "waiting"
    visible: !live
    spacing: Math.round(size * 0.4)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: "away"
        size: Math.round(waiting.size * 1.2)
        color: waiting.color
    }
    Text {
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("正在等待主机")
        color: waiting.color
        font.pixelSize: waiting.size
        textFormat: Text.PlainText
    }
}
