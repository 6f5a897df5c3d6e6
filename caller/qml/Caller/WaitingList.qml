// Who waits for this window, in the order in which it would call them, and why; the arrows mark one, Enter opens it.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

Item {
    id: waiting

    required property Panel panel
    readonly property WaitingRoom room: panel.waiting
    readonly property int lineHeight: Math.max(44, Theme.px(76))

    objectName: "waiting-area"
    visible: panel.post.state !== "unknown" && panel.post.state !== "signed_out"

    function move(lines: int) {
        room.move(lines);
        list.positionViewAtIndex(room.current, ListView.Contain);
        list.forceActiveFocus();
    }

    Text {
        id: heading
        objectName: "waiting-heading"
        width: parent.width
        text: waiting.room.count > 0 ? qsTr("等候 %1 人 · 最久 %2 分钟").arg(waiting.room.count).arg(waiting.room.longest) : qsTr("无人等候")
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.px(30)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }

    ListView {
        id: list
        objectName: "waiting-list"
        anchors {
            left: parent.left
            right: parent.right
            top: heading.bottom
            topMargin: Theme.px(10)
            bottom: parent.bottom
        }
        clip: true
        spacing: Theme.px(8)
        boundsBehavior: Flickable.StopAtBounds
        model: waiting.room.lines
        currentIndex: waiting.room.current
        highlightFollowsCurrentItem: false
        Keys.onReturnPressed: waiting.panel.lookAt()
        Keys.onEnterPressed: waiting.panel.lookAt()
        delegate: WaitingLine {
            required property int index

            width: ListView.view.width
            lineHeight: waiting.lineHeight
            onHeightChanged: {
                if (marked)
                    list.positionViewAtIndex(index, ListView.Contain);
            }
            onTouched: {
                if (marked)
                    waiting.panel.lookAt();
                else
                    waiting.room.mark(index);
            }
        }
    }

    // More than is to be seen: the list goes on below.
    Rectangle {
        visible: list.contentHeight > list.height + 1 && !list.atYEnd
        anchors {
            left: list.left
            right: list.right
            bottom: list.bottom
        }
        height: Theme.px(30)
        gradient: Gradient {
            GradientStop {
                position: 0
                color: "#00F3F6FA"
            }
            GradientStop {
                position: 1
                color: Theme.ground
            }
        }
    }

    Shortcut {
        sequence: "Down"
        enabled: waiting.visible && waiting.panel.bare
        onActivated: {
            waiting.panel.presence.touched();
            waiting.move(1);
        }
    }
    Shortcut {
        sequence: "Up"
        enabled: waiting.visible && waiting.panel.bare
        onActivated: {
            waiting.panel.presence.touched();
            waiting.move(-1);
        }
    }
}
