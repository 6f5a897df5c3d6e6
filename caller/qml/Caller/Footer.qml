// The window's day in one line, and the way out.
import QtQuick
import Hall
import Caller.Model

Rectangle {
    id: footer

    required property Panel panel

    color: Theme.tint

    Text {
        objectName: "day"
        anchors {
            left: parent.left
            leftMargin: Theme.px(36)
            right: out.visible ? out.left : parent.right
            rightMargin: Theme.px(16)
            verticalCenter: parent.verticalCenter
        }
        text: footer.panel.finished === 0 ? qsTr("今日还没有办件") : footer.panel.mean > 0 ? qsTr("今日 %1 件 · 平均 %2 分钟").arg(footer.panel.finished).arg(footer.panel.mean.toFixed(1)) : qsTr("今日 %1 件").arg(footer.panel.finished)
        color: Theme.soft
        font.pixelSize: Theme.px(28)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(22)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    KeyButton {
        id: out
        objectName: "sign_out"
        anchors {
            right: parent.right
            rightMargin: Theme.px(20)
            verticalCenter: parent.verticalCenter
        }
        width: Theme.px(230)
        height: Math.max(44, Theme.px(60))
        visible: footer.panel.state !== "signed_out" && footer.panel.state !== "unknown"
        enabled: footer.panel.maySignOut && footer.panel.chooser.kind === ""
        size: Theme.px(28)
        text: Says.step("sign_out")
        keyName: "Q"
        onTouched: footer.panel.go("sign_out")

        Shortcut {
            sequence: out.keyName
            enabled: out.enabled && out.visible
            autoRepeat: false
            onActivated: footer.panel.go("sign_out")
        }
    }
}
