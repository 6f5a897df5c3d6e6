// One line that may be ticked.
import QtQuick
import QtQuick.Templates as T
import Hall

T.AbstractButton {
    id: line

    required property string name
    required property bool ticked
    required property bool current
    required property int place

    signal touched

    objectName: "check-%1".arg(place)
    implicitHeight: Math.max(44, words.implicitHeight + Theme.px(28))
    focusPolicy: Qt.NoFocus
    checkable: false
    Accessible.role: Accessible.CheckBox
    Accessible.name: name
    Accessible.checked: ticked
    onClicked: line.touched()

    background: Rectangle {
        radius: Theme.px(14)
        color: line.ticked ? Theme.tint : Theme.card
        border.width: line.current ? 2 * Theme.hairline : Theme.hairline
        border.color: line.current ? Theme.primary : Theme.line
    }
    contentItem: Item {
        Rectangle {
            id: box
            x: Theme.px(20)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(44)
            height: width
            radius: Theme.px(8)
            color: line.ticked ? Theme.primary : Theme.card
            border.width: 2 * Theme.hairline
            border.color: line.ticked ? Theme.primary : Theme.soft

            Icon {
                anchors.centerIn: parent
                visible: line.ticked
                name: "check"
                color: Theme.fillInk
                size: Theme.px(34)
                weight: 3
            }
        }
        Text {
            id: words
            anchors {
                left: box.right
                leftMargin: Theme.px(20)
                right: cap.visible ? cap.left : parent.right
                rightMargin: Theme.px(16)
                verticalCenter: parent.verticalCenter
            }
            text: line.name
            color: Theme.ink
            font.pixelSize: Theme.px(30)
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
        }
        KeyCap {
            id: cap
            visible: line.place < 10
            anchors {
                right: parent.right
                rightMargin: Theme.px(14)
                verticalCenter: parent.verticalCenter
            }
            text: line.place
        }
    }
}
