// The head of the pad: where it stands, quietly how long a rating may still be given, and the other language.
import QtQuick
import Hall

Rectangle {
    id: head

    required property string title
    required property string subtitle
    required property string language
    property string time: ""
    property bool live: true

    // The other language was touched.
    signal switched

    implicitHeight: Theme.px(152)
    color: Theme.primary

    Column {
        anchors {
            left: parent.left
            leftMargin: Theme.margin
            right: clock.visible ? clock.left : other.left
            rightMargin: Theme.px(32)
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.px(2)

        Text {
            objectName: "head-title"
            width: parent.width
            text: head.title
            color: Theme.fillInk
            font.bold: true
            font.pixelSize: Theme.px(48)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.smallest
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
        Text {
            objectName: "head-subtitle"
            width: parent.width
            visible: head.live && text.length > 0
            text: head.subtitle
            color: Theme.fillSoft
            font.pixelSize: Theme.small
            wrapMode: Text.WordWrap
            lineHeight: 0.82
            maximumLineCount: 2
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
        Waiting {
            live: head.live
            color: Theme.highlight
            size: Theme.small
        }
    }

    Text {
        id: clock
        objectName: "time"
        anchors {
            right: other.left
            rightMargin: Theme.px(36)
            verticalCenter: parent.verticalCenter
        }
        visible: text.length > 0
        text: head.time
        color: Theme.fillInk
        font.bold: true
        font.pixelSize: Theme.px(54)
        textFormat: Text.PlainText
    }

    BigButton {
        id: other
        objectName: "language"
        anchors {
            right: parent.right
            rightMargin: Theme.px(24)
            verticalCenter: parent.verticalCenter
        }
        width: Theme.px(220)
        symbol: "globe"
        symbolSize: Theme.px(40)
        kind: "soft"
        size: Theme.small
        // Each language is named in itself, for those who read no other.
        text: head.language === "en" ? "中文" : "English"
        onTouched: head.switched()
    }
}
