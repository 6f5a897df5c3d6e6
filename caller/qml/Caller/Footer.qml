// The window's day in one line, the call for help, and the way out.
import QtQuick
import Hall
import Caller.Model

Rectangle {
    id: footer

    required property Panel panel
    readonly property Post post: panel.post
    readonly property int buttonHeight: Math.max(44, Theme.px(60))

    color: Theme.tint

    Text {
        objectName: "day"
        anchors {
            left: parent.left
            leftMargin: Theme.px(36)
            right: help.left
            rightMargin: Theme.px(16)
            verticalCenter: parent.verticalCenter
        }
        visible: footer.post.state !== "unknown" && footer.post.state !== "signed_out"
        text: footer.post.finished === 0 ? qsTr("今日还没有办件") : footer.post.mean > 0 ? qsTr("今日 %1 件 · 平均 %2 分钟").arg(footer.post.finished).arg(footer.post.mean.toFixed(1)) : qsTr("今日 %1 件").arg(footer.post.finished)
        color: Theme.soft
        font.pixelSize: Theme.px(28)
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.px(22)
        wrapMode: Text.WordWrap
        maximumLineCount: 2
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    KeyButton {
        id: help
        objectName: "help"
        anchors {
            right: out.visible ? out.left : parent.right
            rightMargin: out.visible ? Theme.px(12) : Theme.px(20)
            verticalCenter: parent.verticalCenter
        }
        width: Theme.px(footer.post.help === "none" ? 172 : 300)
        height: footer.buttonHeight
        visible: footer.post.state !== "unknown"
        enabled: footer.panel.mayHelp && footer.panel.bare
        kind: "help"
        size: Theme.px(28)
        leftPadding: Theme.px(16)
        text: Says.help(footer.post.help, footer.post.guide)
        keyName: "F1"
        onTouched: footer.panel.go("help")

        Shortcut {
            sequence: help.keyName
            enabled: help.enabled && help.visible
            autoRepeat: false
            onActivated: footer.panel.go("help")
        }
    }
    KeyButton {
        id: out
        objectName: "sign_out"
        anchors {
            right: parent.right
            rightMargin: Theme.px(20)
            verticalCenter: parent.verticalCenter
        }
        width: Theme.px(214)
        height: footer.buttonHeight
        visible: footer.post.state !== "signed_out" && footer.post.state !== "unknown"
        enabled: footer.panel.maySignOut && footer.panel.bare
        size: Theme.px(28)
        leftPadding: Theme.px(16)
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
