// Whom the window serves now and for how long, or what it does instead; and the last step, while it can be undone.
import QtQuick
import Hall
import Caller.Model

Item {
    id: visitor

    required property Panel panel
    readonly property Post post: panel.post
    readonly property VisitorCard card: panel.visitor
    readonly property bool somebody: post.state === "called" || post.state === "serving"
    readonly property bool pressing: post.state === "called" || post.state === "paused"

    Text {
        id: label
        objectName: "state"
        width: parent.width - (undo.visible ? undo.width + Theme.px(16) : 0)
        text: visitor.post.state === "called" && visitor.card.recalls > 0 ? qsTr("%1（已重呼 %2 次）").arg(Says.state(visitor.post.state)).arg(visitor.card.recalls) : visitor.post.state === "paused" && visitor.post.reason.length > 0 ? qsTr("%1 · %2").arg(Says.state(visitor.post.state)).arg(visitor.post.reason) : Says.state(visitor.post.state)
        color: visitor.pressing ? Theme.warn : Theme.soft
        font.bold: visitor.pressing
        font.pixelSize: Theme.px(30)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(24)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    NumberText {
        id: number
        objectName: "number"
        anchors {
            left: parent.left
            top: label.bottom
            bottom: item.top
        }
        width: Math.min(implicitWidth, parent.width * 0.56)
        visible: visitor.somebody
        text: visitor.card.number.length > 0 ? visitor.card.number : qsTr("无号")
        font.pixelSize: height * 0.88
        fontSizeMode: Text.HorizontalFit
        verticalAlignment: Text.AlignVCenter
    }
    Column {
        anchors {
            left: number.right
            leftMargin: Theme.px(32)
            right: parent.right
            bottom: item.top
            bottomMargin: Theme.px(6)
        }
        visible: visitor.somebody

        Text {
            objectName: "timer"
            text: Says.duration(visitor.card.seconds)
            color: visitor.post.state === "serving" ? Theme.appointment : Theme.warn
            font.bold: true
            font.pixelSize: Theme.px(62)
            lineHeight: 0.9
            textFormat: Text.PlainText
        }
        Text {
            width: parent.width
            text: visitor.post.state === "called" ? qsTr("叫号后") : visitor.post.mean > 0 ? qsTr("今日平均 %1 分钟").arg(visitor.post.mean.toFixed(1)) : qsTr("办理用时")
            color: Theme.soft
            font.pixelSize: Theme.px(26)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(20)
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }
    Text {
        id: item
        objectName: "item"
        anchors.bottom: about.top
        width: parent.width
        visible: visitor.somebody
        text: visitor.card.item
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.px(30)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(24)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Text {
        id: about
        objectName: "about"
        anchors.bottom: parent.bottom
        width: parent.width
        visible: visitor.somebody
        text: visitor.card.number.length > 0 ? [visitor.card.person, Says.standing(visitor.card.visitorClass, visitor.card.ground), qsTr("等了 %1 分钟").arg(visitor.card.waited)].filter(part => part.length > 0).join(" · ") : qsTr("没有取号")
        color: Theme.soft
        font.pixelSize: Theme.px(28)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(24)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Text {
        objectName: "nobody"
        anchors {
            left: parent.left
            right: undo.visible ? undo.left : parent.right
            rightMargin: undo.visible ? Theme.px(16) : 0
            top: label.bottom
            bottom: parent.bottom
        }
        visible: !visitor.somebody
        verticalAlignment: Text.AlignVCenter
        text: {
            switch (visitor.post.state) {
            case "signed_out":
                return qsTr("请先登录");
            case "closed":
                return qsTr("尚未开始服务");
            case "paused":
                return qsTr("已暂停，不再叫号");
            case "free":
                return visitor.panel.waiting.next.length > 0 ? qsTr("下一位 %1").arg(visitor.panel.waiting.next) : visitor.panel.main === "direct" ? qsTr("登记无号办件") : qsTr("无人等候");
            default:
                return qsTr("请稍候…");
            }
        }
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.px(66)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(36)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    KeyButton {
        id: undo
        objectName: "undo"
        anchors {
            right: parent.right
            top: parent.top
        }
        width: Theme.px(250)
        height: Math.max(44, Theme.px(76))
        visible: visitor.panel.outcome.undoLeft > 0 && visitor.panel.bare
        kind: "soft"
        size: Theme.px(30)
        text: qsTr("撤销 (%1)").arg(visitor.panel.outcome.undoLeft)
        keyName: "U"
        onTouched: visitor.panel.go("undo")

        Shortcut {
            sequences: ["U", "Ctrl+Z"]
            enabled: undo.visible
            autoRepeat: false
            onActivated: visitor.panel.go("undo")
        }
    }
}
