// Whose window this is, and in a few words whether everything works.
import QtQuick
import Hall
import Caller.Model

Rectangle {
    id: head

    required property Panel panel

    color: Theme.primary

    Text {
        objectName: "window"
        anchors {
            left: parent.left
            leftMargin: Theme.px(36)
            right: health.left
            rightMargin: Theme.px(16)
            top: parent.top
            bottom: parent.bottom
        }
        verticalAlignment: Text.AlignVCenter
        text: head.panel.window === 0 ? qsTr("窗口") : head.panel.clerkName.length > 0 ? qsTr("%1 · %2").arg(Words.window(head.panel.window)).arg(head.panel.clerkName) : Words.window(head.panel.window)
        color: Theme.fillInk
        font.bold: true
        font.pixelSize: Theme.px(40)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(26)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Column {
        id: health
        anchors {
            right: parent.right
            rightMargin: Theme.px(32)
            verticalCenter: parent.verticalCenter
        }

        Row {
            anchors.right: parent.right
            visible: head.panel.live
            spacing: Theme.px(12)

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(20)
                height: width
                radius: width / 2
                color: "#69DB7C"
            }
            Text {
                objectName: "online"
                text: qsTr("在线")
                color: Theme.fillInk
                font.pixelSize: Theme.px(28)
                textFormat: Text.PlainText
            }
        }
        Waiting {
            anchors.right: parent.right
            live: head.panel.live
            color: Theme.highlight
            size: Theme.px(28)
        }
        Text {
            objectName: "devices"
            anchors.right: parent.right
            visible: head.panel.devices > 0
            width: Math.min(implicitWidth, head.width * 0.4)
            text: head.panel.broken.length > 0 ? qsTr("设备故障 %1").arg(head.panel.broken) : qsTr("设备正常")
            color: head.panel.broken.length > 0 ? Theme.highlight : Theme.fillSoft
            font.pixelSize: Theme.px(26)
            font.bold: head.panel.broken.length > 0
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }
}
