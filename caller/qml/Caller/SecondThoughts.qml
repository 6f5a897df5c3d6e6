// A step that no command undoes counts down here: it can be taken back, or done at once.
import QtQuick
import Hall
import Caller.Model

Rectangle {
    id: thoughts

    required property Panel panel
    readonly property string step: panel.outcome.thinking
    readonly property string keyName: step === "close" ? "C" : "Q"

    color: Theme.helpGround
    border.width: Theme.hairline
    border.color: Theme.warn
    radius: Theme.px(20)
    implicitHeight: Theme.px(220)

    Text {
        objectName: "thinking"
        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: Theme.px(24)
        }
        text: thoughts.step === "close" ? qsTr("%1 秒后关闭窗口").arg(thoughts.panel.outcome.secondsLeft) : qsTr("%1 秒后关闭窗口并退出登录").arg(thoughts.panel.outcome.secondsLeft)
        color: Theme.warn
        font.bold: true
        font.pixelSize: Theme.px(34)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(26)
        textFormat: Text.PlainText
    }
    Row {
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
            margins: Theme.px(20)
        }
        spacing: Theme.px(16)

        KeyButton {
            objectName: "take_back"
            width: (parent.width - parent.spacing) * 0.58
            kind: "primary"
            text: qsTr("撤销")
            keyName: "Esc"
            onTouched: thoughts.panel.back()
        }
        KeyButton {
            id: now
            objectName: "at_once"
            width: (parent.width - parent.spacing) * 0.42
            text: qsTr("立即")
            keyName: thoughts.keyName
            onTouched: thoughts.panel.atOnce()
        }
    }
    Shortcut {
        sequence: thoughts.keyName
        enabled: thoughts.visible
        autoRepeat: false
        onActivated: thoughts.panel.atOnce()
    }
}
