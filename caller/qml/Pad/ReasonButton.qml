// A reason to tick: box and words; a touch changes it, and nothing else does.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

BigButton {
    id: button

    required property bool ticked

    centered: false
    kind: ticked ? "outline" : "plain"
    size: Theme.body
    leftPadding: Theme.px(108)
    rightPadding: Theme.px(24)
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: ticked

    Rectangle {
        x: Theme.px(30)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(54)
        height: width
        radius: Theme.px(12)
        color: button.ticked ? Theme.primary : Theme.card
        border.width: 1.5 * Theme.hairline
        border.color: button.ticked ? Theme.primary : Theme.soft

        Icon {
            anchors.centerIn: parent
            visible: button.ticked
            name: "check"
            color: Theme.fillInk
            size: parent.width * 0.8
            weight: 3
        }
    }
}
