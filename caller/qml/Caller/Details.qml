// What there is to know of the visitor at the window: why this one, what was told before, and where the visit goes on.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

Flickable {
    id: details

    required property Panel panel
    readonly property VisitorCard card: panel.visitor

    objectName: "details"
    visible: panel.post.state === "called" || panel.post.state === "serving"
    readonly property bool scrolls: visible && panel.bare && contentHeight > height + 1

    implicitHeight: lines.implicitHeight
    contentHeight: lines.implicitHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    Column {
        id: lines
        width: details.width
        spacing: Theme.px(12)

        KeyButton {
            id: onward
            objectName: "finish_on"
            width: parent.width
            height: Math.max(44, Theme.px(80))
            visible: details.panel.mayGoOn
            enabled: details.panel.bare
            kind: "outline"
            size: Theme.px(32)
            text: [qsTr("办完，转"), details.card.nextCode, details.card.nextName].filter(part => part.length > 0).join(" ")
            keyName: "X"
            onTouched: details.panel.go("finish_on")

            Shortcut {
                sequence: onward.keyName
                enabled: onward.visible && onward.enabled
                autoRepeat: false
                onActivated: details.panel.go("finish_on")
            }
        }
        Rectangle {
            width: parent.width
            height: told.implicitHeight + Theme.px(20)
            visible: details.card.advice.length > 0
            radius: Theme.px(14)
            color: Theme.goodGround

            DetailText {
                id: told
                objectName: "advice"
                x: Theme.px(16)
                y: Theme.px(10)
                width: parent.width - 2 * x
                lead: qsTr("已辅导告知")
                words: details.card.advice
                color: Theme.good
            }
        }
        DetailText {
            objectName: "also"
            width: parent.width
            visible: details.card.also.length > 0
            lead: qsTr("还要办")
            words: details.card.also
            color: Theme.ink
        }
        DetailText {
            objectName: "why"
            width: parent.width
            visible: words.length > 0
            lead: qsTr("为何叫这一位")
            words: details.card.why
        }
        DetailText {
            objectName: "first-asked"
            width: parent.width
            visible: details.card.firstAsked.length > 0
            lead: qsTr("首问责任人")
            words: details.card.firstAsked
        }
        DetailText {
            objectName: "from-away"
            width: parent.width
            visible: details.card.fromAway
            lead: qsTr("断网取号")
            words: qsTr("主机断开时由取号机发出")
        }
    }
    Shortcut {
        sequence: "PgDown"
        enabled: details.scrolls
        onActivated: details.contentY = Math.min(details.contentHeight - details.height, details.contentY + Theme.px(90))
    }
    Shortcut {
        sequence: "PgUp"
        enabled: details.scrolls
        onActivated: details.contentY = Math.max(0, details.contentY - Theme.px(90))
    }

    // More than is to be seen, and the key that shows it.
    Rectangle {
        parent: details
        visible: details.scrolls && !details.atYEnd
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        height: Theme.px(56)
        gradient: Gradient {
            GradientStop {
                position: 0
                color: "#00F3F6FA"
            }
            GradientStop {
                position: 0.8
                color: Theme.ground
            }
        }

        KeyCap {
            anchors {
                right: parent.right
                bottom: parent.bottom
            }
            text: "PgDn"
        }
    }
}
