// A banner that says what is the matter and offers the way on; sign, colour and words all tell how bad it is.
import QtQuick

Rectangle {
    id: notice

    // One of: info, good, warn, bad.
    property string kind: "info"
    required property string text
    property string detail: ""
    property string way: ""
    property string symbol: {
        switch (kind) {
        case "good":
            return "done";
        case "warn":
            return "warning";
        case "bad":
            return "bad";
        default:
            return "info";
        }
    }

    readonly property color ink: kind === "good" ? Theme.good : kind === "warn" ? Theme.warn : kind === "bad" ? Theme.bad : Theme.primary

    // The way on was touched.
    signal touched

    implicitHeight: Math.max(words.implicitHeight, way.length > 0 ? Theme.touch : 0) + Theme.px(44)
    radius: Theme.radius
    color: kind === "good" ? Theme.goodGround : kind === "warn" ? Theme.helpGround : kind === "bad" ? Theme.badGround : Theme.infoGround

    Icon {
        id: sign
        anchors {
            left: parent.left
            leftMargin: Theme.px(32)
            verticalCenter: parent.verticalCenter
        }
        name: notice.symbol
        color: notice.ink
        size: Theme.sp(56)
    }

    Column {
        id: words
        anchors {
            left: sign.right
            leftMargin: Theme.px(28)
            right: go.visible ? go.left : parent.right
            rightMargin: Theme.px(28)
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.px(4)

        BodyText {
            objectName: "notice-text"
            width: parent.width
            text: notice.text
            color: notice.ink
            font.bold: true
            maximumLineCount: 3
        }
        BodyText {
            width: parent.width
            visible: notice.detail.length > 0
            text: notice.detail
            font.pixelSize: Theme.small
            maximumLineCount: 4
        }
    }

    BigButton {
        id: go
        objectName: "notice-way"
        visible: notice.way.length > 0
        anchors {
            right: parent.right
            rightMargin: Theme.px(24)
            verticalCenter: parent.verticalCenter
        }
        width: Math.min(implicitWidth, notice.width * 0.42)
        text: notice.way
        size: Theme.body
        onTouched: notice.touched()
    }
}
