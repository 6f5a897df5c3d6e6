// Whose turn it is at this window, or why it is nobody's.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Rectangle {
    id: card

    // One of: unknown, closed, paused, free, called, serving.
    required property string phase
    required property string number
    required property string reason

    readonly property bool calling: phase === "called"
    readonly property bool numbered: calling || phase === "serving"
    readonly property color ink: calling ? Theme.highlightInk : Theme.ink
    readonly property string sentence: {
        switch (phase) {
        case "called":
            return qsTr("请到本窗口");
        case "serving":
            return qsTr("正在办理，请稍候");
        case "free":
            return qsTr("欢迎");
        case "paused":
            return qsTr("暂停服务");
        case "closed":
            return qsTr("窗口未开放");
        default:
            return qsTr("正在连接");
        }
    }
    readonly property string detail: {
        switch (phase) {
        case "free":
            return qsTr("请等候叫号，留意屏幕和语音");
        case "paused":
            return [reason, qsTr("请稍候或到其他窗口")].filter(line => line.length > 0).join("\n");
        case "closed":
            return qsTr("请到其他窗口或服务台");
        default:
            return "";
        }
    }

    radius: Theme.radius
    color: calling ? Theme.highlight : Theme.card
    border.width: calling ? 0 : Theme.hairline
    border.color: Theme.line

    NumberText {
        objectName: "number"
        visible: card.numbered
        x: Theme.px(48)
        y: parent.height * 0.12
        width: parent.width - 2 * x
        height: parent.height * 0.54
        text: card.number
        color: card.calling ? card.ink : Theme.primary
        font.pixelSize: Math.min(parent.height * 0.5, Theme.px(380))
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }

    Column {
        x: Theme.px(48)
        y: card.numbered ? parent.height * 0.7 : (parent.height - height) / 2
        width: parent.width - 2 * x
        spacing: Theme.px(24)

        Icon {
            visible: !card.numbered && card.phase !== "unknown"
            x: (parent.width - width) / 2
            name: card.phase === "free" ? "bell" : card.phase === "paused" ? "pause" : "clock"
            color: card.phase === "free" ? Theme.primary : Theme.soft
            size: Theme.px(170)
        }
        BodyText {
            objectName: "sentence"
            width: parent.width
            text: card.sentence
            color: card.ink
            font.bold: true
            font.pixelSize: card.numbered ? Theme.px(64) : Theme.px(96)
            lineHeight: 0.92
            maximumLineCount: 2
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            objectName: "detail"
            width: parent.width
            visible: text.length > 0
            text: card.detail
            color: Theme.soft
            font.pixelSize: Theme.px(40)
            maximumLineCount: 5
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
