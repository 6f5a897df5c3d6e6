// A button with the key that does the same; Enter presses it when it has the focus.
import QtQuick
import Hall

BigButton {
    id: button

    property string keyName: ""

    implicitHeight: Theme.px(92)
    leftPadding: Theme.px(22)
    rightPadding: cap.visible ? cap.width + Theme.px(24) : Theme.px(16)
    topPadding: Theme.px(6)
    bottomPadding: Theme.px(6)
    centered: false
    size: Theme.px(36)

    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()

    KeyCap {
        id: cap
        visible: button.keyName.length > 0
        anchors {
            right: parent.right
            rightMargin: Theme.px(14)
            verticalCenter: parent.verticalCenter
        }
        text: button.keyName
        ink: button.enabled && button.filled ? Theme.fillInk : Theme.soft
        ground: !button.enabled ? "transparent" : button.filled ? "#33FFFFFF" : Theme.tint
    }
}
