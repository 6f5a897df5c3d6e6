// Whom the window serves now and for how long, or what it does instead.
import QtQuick
import Hall
import Caller.Model

Item {
    id: visitor

    required property Panel panel
    readonly property bool somebody: panel.number.length > 0

    Text {
        id: label
        objectName: "state"
        width: parent.width
        text: visitor.panel.state === "called" && visitor.panel.recalls > 0 ? qsTr("%1（已重呼 %2 次）").arg(Says.state(visitor.panel.state)).arg(visitor.panel.recalls) : visitor.panel.state === "paused" && visitor.panel.reason.length > 0 ? qsTr("%1 · %2").arg(Says.state(visitor.panel.state)).arg(visitor.panel.reason) : Says.state(visitor.panel.state)
        color: visitor.panel.state === "called" || visitor.panel.state === "paused" ? Theme.warn : Theme.soft
        font.bold: visitor.panel.state === "called" || visitor.panel.state === "paused"
        font.pixelSize: Theme.px(30)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    NumberText {
        id: number
        objectName: "number"
        anchors {
            left: parent.left
            top: label.bottom
            bottom: about.top
        }
        width: Math.min(implicitWidth, parent.width * 0.6)
        visible: visitor.somebody
        text: visitor.panel.number
        font.pixelSize: height * 0.92
        fontSizeMode: Text.HorizontalFit
        verticalAlignment: Text.AlignVCenter
    }
    Column {
        anchors {
            left: number.right
            leftMargin: Theme.px(32)
            right: parent.right
            verticalCenter: number.verticalCenter
        }
        visible: visitor.somebody

        Text {
            objectName: "timer"
            text: Says.duration(visitor.panel.seconds)
            color: visitor.panel.state === "serving" ? Theme.appointment : Theme.warn
            font.bold: true
            font.pixelSize: Theme.px(66)
            lineHeight: 0.95
            textFormat: Text.PlainText
        }
        Text {
            width: parent.width
            text: visitor.panel.state === "called" ? qsTr("叫号后") : visitor.panel.mean > 0 ? qsTr("今日平均 %1 分钟").arg(visitor.panel.mean.toFixed(1)) : qsTr("办理用时")
            color: Theme.soft
            font.pixelSize: Theme.px(26)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(20)
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }
    Text {
        id: about
        objectName: "about"
        anchors.bottom: parent.bottom
        width: parent.width
        visible: visitor.somebody
        text: [visitor.panel.item, visitor.panel.person, Says.visitorClass(visitor.panel.visitorClass), qsTr("等了 %1 分钟").arg(visitor.panel.waited)].filter(part => part.length > 0).join(" · ")
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
            right: parent.right
            top: label.bottom
            bottom: parent.bottom
        }
        visible: !visitor.somebody
        verticalAlignment: Text.AlignVCenter
        text: {
            switch (visitor.panel.state) {
            case "signed_out":
                return qsTr("请先登录");
            case "closed":
                return qsTr("尚未开始服务");
            case "paused":
                return qsTr("已暂停，不再叫号");
            case "free":
                return visitor.panel.next.length > 0 ? qsTr("下一位 %1").arg(visitor.panel.next) : qsTr("无人等候");
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
}
