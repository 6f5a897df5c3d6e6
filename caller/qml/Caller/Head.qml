// Whose window this is, what it serves now, and in a few words whether everything works.
import QtQuick
import Hall
import Caller.Model

Rectangle {
    id: head

    required property Panel panel
    readonly property Post post: panel.post
    readonly property bool lent: post.lentUntil.length > 0 || post.draining

    color: Theme.primary

    Column {
        anchors {
            left: parent.left
            leftMargin: Theme.px(36)
            right: health.left
            rightMargin: Theme.px(16)
            verticalCenter: parent.verticalCenter
        }

        Text {
            objectName: "window"
            width: parent.width
            text: head.post.window === 0 ? qsTr("窗口") : head.post.clerkName.length > 0 ? qsTr("%1 · %2").arg(Words.window(head.post.window)).arg(head.post.clerkName) : Words.window(head.post.window)
            color: Theme.fillInk
            font.bold: true
            font.pixelSize: Theme.px(40)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(26)
            lineHeight: 0.9
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
        Text {
            objectName: "serves"
            width: parent.width
            visible: text.length > 0
            text: Says.serves(head.post.serves, head.post.kind, head.post.lentUntil, head.post.draining)
            color: head.lent ? Theme.highlight : Theme.fillSoft
            font.bold: head.lent
            font.pixelSize: Theme.px(26)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(22)
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
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
            visible: head.post.live
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
            live: head.post.live
            color: Theme.highlight
            size: Theme.px(28)
        }
        Text {
            objectName: "devices"
            anchors.right: parent.right
            visible: head.post.devices > 0
            width: Math.min(implicitWidth, head.width * 0.36)
            text: head.post.broken.length > 0 ? qsTr("设备故障 %1").arg(head.post.broken) : qsTr("设备正常")
            color: head.post.broken.length > 0 ? Theme.highlight : Theme.fillSoft
            font.pixelSize: Theme.px(26)
            font.bold: head.post.broken.length > 0
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }
}
