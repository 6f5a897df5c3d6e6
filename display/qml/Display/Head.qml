// The head of a zone's board: where one is, what time it is, and small whether the hub is away.
import QtQuick
import Hall

Rectangle {
    id: head

    required property string title
    required property string date
    required property string time
    required property bool live

    color: Theme.primary

    Text {
        objectName: "title"
        anchors {
            left: parent.left
            leftMargin: Theme.px(56)
            right: aside.left
            rightMargin: Theme.px(40)
            top: parent.top
            bottom: parent.bottom
        }
        verticalAlignment: Text.AlignVCenter
        text: head.title
        color: Theme.fillInk
        font.bold: true
        font.pixelSize: Theme.px(54)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.body
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }

    Row {
        id: aside
        anchors {
            right: parent.right
            rightMargin: Theme.px(56)
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.px(36)

        Waiting {
            anchors.verticalCenter: parent.verticalCenter
            live: head.live
            color: Theme.highlight
            size: Theme.px(32)
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: head.date
            color: Theme.fillSoft
            font.pixelSize: Theme.px(40)
            textFormat: Text.PlainText
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: head.time
            color: Theme.fillInk
            font.bold: true
            font.pixelSize: Theme.px(54)
            textFormat: Text.PlainText
        }
    }
}
