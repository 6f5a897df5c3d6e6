// The head of a screen: where one is on the left, the time on the right, small below it whether the hub is away.
import QtQuick

Rectangle {
    id: bar

    required property string title
    property string subtitle: ""
    property string time: ""
    property string date: ""
    property bool live: true
    property int margin: Theme.margin

    implicitHeight: Theme.px(Theme.elder ? 224 : 200)
    color: Theme.primary

    Column {
        id: place
        anchors {
            left: parent.left
            leftMargin: bar.margin
            right: clock.left
            rightMargin: bar.margin / 2
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.px(6)

        Text {
            objectName: "top-title"
            width: parent.width
            text: bar.title
            color: Theme.fillInk
            font.bold: true
            // A longer name is smaller, a long one gets two lines before anything of it is cut.
            font.pixelSize: fitting >= Theme.sp(42) ? Math.min(fitting, Theme.sp(54)) : Theme.sp(34)
            wrapMode: Text.Wrap
            lineHeight: 0.92
            maximumLineCount: 2
            textFormat: Text.PlainText
            elide: Text.ElideRight

            readonly property int fitting: Math.floor(Theme.sp(54) * width / Math.max(1, whole.implicitWidth + 2))

            Text {
                id: whole
                visible: false
                text: bar.title
                font.bold: true
                font.pixelSize: Theme.sp(54)
                textFormat: Text.PlainText
            }
        }
        Text {
            objectName: "top-subtitle"
            width: parent.width
            visible: text.length > 0
            text: bar.subtitle
            color: Theme.fillSoft
            font.pixelSize: Theme.sp(34)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.tiny
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }

    Column {
        id: clock
        anchors {
            right: parent.right
            rightMargin: bar.margin
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.px(2)

        Text {
            anchors.right: parent.right
            text: bar.time
            color: Theme.fillInk
            font.bold: true
            font.pixelSize: Theme.sp(60)
            textFormat: Text.PlainText
        }
        Text {
            anchors.right: parent.right
            visible: bar.live
            text: bar.date
            color: Theme.fillSoft
            font.pixelSize: Theme.sp(32)
            textFormat: Text.PlainText
        }
        Waiting {
            anchors.right: parent.right
            live: bar.live
            // Yellow on blue has 6:1 only.
            color: Theme.elder ? Theme.fillInk : Theme.highlight
            size: Theme.tiny
        }
    }
}
