// The clerk's panel: small, at the right edge, on top of everything, and never asking for the keyboard.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Hall
import Hall.Clock
import Caller.Model

Window {
    id: screen

    required property Panel panel
    required property WallClock clock
    required property bool motion

    // On a monitor of 1366 by 768 everything is a little closer together.
    readonly property bool low: height < 800
    readonly property int side: Theme.px(28)

    width: 460
    height: Math.min(900, Screen.desktopAvailableHeight > 0 ? Screen.desktopAvailableHeight : 900)
    minimumWidth: 400
    minimumHeight: 600
    x: Screen.virtualX + Math.max(0, Screen.desktopAvailableWidth - width)
    y: Screen.virtualY
    flags: Qt.Window | Qt.WindowStaysOnTopHint
    color: Theme.ground
    Component.onCompleted: screen.panel.presence.watch(screen)
    title: screen.panel.post.window > 0 ? Words.window(screen.panel.post.window) : qsTr("窗口叫号")

    Binding {
        target: Theme
        property: "shortSide"
        value: screen.width * 1.3
    }
    Binding {
        target: Theme
        property: "motion"
        value: screen.motion
    }

    Shortcut {
        sequence: "Space"
        enabled: screen.panel.bare && go.enabled
        autoRepeat: false
        onActivated: screen.panel.goOn()
    }
    Shortcut {
        sequence: "Escape"
        autoRepeat: false
        onActivated: screen.panel.back()
    }

    Head {
        id: head
        width: parent.width
        height: Theme.px(screen.low ? 96 : 110)
        panel: screen.panel
    }

    Item {
        id: body
        anchors {
            left: parent.left
            right: parent.right
            top: head.bottom
            bottom: footer.top
        }

        Visitor {
            id: visitor
            x: screen.side
            y: Theme.px(screen.low ? 16 : 26)
            width: parent.width - 2 * x
            height: Theme.px(screen.low ? 258 : 296)
            panel: screen.panel
        }

        KeyButton {
            id: go
            objectName: "main"
            anchors {
                left: visitor.left
                right: visitor.right
                top: visitor.bottom
                topMargin: Theme.px(20)
            }
            height: Theme.px(screen.low ? 104 : 130)
            kind: "primary"
            size: Theme.px(42)
            enabled: screen.panel.main.length > 0 && screen.panel.ready && screen.panel.bare
            text: Says.mainStep(screen.panel.main, screen.panel.post.state)
            keyName: qsTr("空格")
            onTouched: screen.panel.goOn()
        }

        StepGrid {
            id: grid
            anchors {
                left: visitor.left
                right: visitor.right
                top: go.bottom
                topMargin: Theme.px(screen.low ? 14 : 18)
            }
            buttonHeight: Math.max(44, Theme.px(screen.low ? 76 : 92))
            panel: screen.panel
        }

        Details {
            id: details
            anchors {
                left: visitor.left
                right: visitor.right
                top: grid.bottom
                topMargin: Theme.px(screen.low ? 14 : 22)
            }
            // Whoever waits next is always to be seen below.
            height: visible ? Math.min(implicitHeight, body.height - y - Theme.px(132)) : 0
            panel: screen.panel
        }

        WaitingList {
            anchors {
                left: visitor.left
                right: visitor.right
                top: details.bottom
                topMargin: details.visible ? Theme.px(14) : 0
                bottom: parent.bottom
                bottomMargin: Theme.px(8)
            }
            panel: screen.panel
        }

        SecondThoughts {
            objectName: "thoughts"
            visible: screen.panel.outcome.thinking.length > 0
            anchors {
                left: visitor.left
                right: visitor.right
                top: go.top
            }
            height: grid.y + grid.buttonHeight - go.y
            panel: screen.panel
        }
    }

    Footer {
        id: footer
        width: parent.width
        height: Math.max(50, Theme.px(84))
        anchors.bottom: parent.bottom
        panel: screen.panel
    }

    ChooserPage {
        anchors.fill: over
        panel: screen.panel
        behind: body
    }
    ChecklistPage {
        anchors.fill: over
        panel: screen.panel
        behind: body
    }
    CasePage {
        anchors.fill: over
        panel: screen.panel
        behind: body
    }
    SignInPage {
        anchors.fill: over
        panel: screen.panel
        behind: body
    }
    Item {
        id: over
        anchors {
            left: parent.left
            right: parent.right
            top: head.bottom
            bottom: parent.bottom
        }
    }

    // Over everything, and takes no finger: any touch, wherever it goes, keeps the sign-in.
    Notice {
        objectName: "idle"
        visible: screen.panel.presence.asks
        anchors {
            left: parent.left
            right: parent.right
            top: head.bottom
            margins: screen.side
            topMargin: Theme.px(14)
        }
        // Whoever would be next is covered whole, and no half of a line looks out below.
        height: Math.max(implicitHeight, go.y - Theme.px(28))
        kind: "warn"
        text: qsTr("无人操作，%1 秒后退出").arg(screen.panel.presence.seconds)
        detail: qsTr("触摸屏幕或按任意键，继续登录")
    }

    Notice {
        objectName: "notice"
        readonly property bool mild: screen.panel.outcome.refusalCode === "nobody_waiting"

        visible: screen.panel.outcome.refusal.length > 0 || screen.panel.outcome.unsent || screen.panel.refused.length > 0
        anchors {
            left: parent.left
            right: parent.right
            bottom: footer.top
            margins: screen.side
        }
        kind: screen.panel.refused.length > 0 ? "bad" : mild ? "info" : "warn"
        text: screen.panel.refused.length > 0 ? qsTr("主机不接受此窗口，请联系管理员") : screen.panel.outcome.unsent ? qsTr("连接断开，这一步没有执行") : screen.panel.outcome.refusal
        detail: screen.panel.refused
        way: screen.panel.refused.length > 0 ? "" : qsTr("好（Esc）")
        onTouched: screen.panel.back()
    }
}
