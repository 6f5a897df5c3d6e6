// How many digits of a PIN were typed, and nothing else of them.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Item {
    id: dots

    required property int count
    required property int room
    property string note: ""

    objectName: "pin-dots"
    implicitWidth: row.implicitWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("已输入 %1 位").arg(count)

    Row {
        id: row
        anchors.centerIn: parent
        visible: dots.note.length === 0
        spacing: Theme.px(26)

        Repeater {
            model: dots.room

            Rectangle {
                required property int index

                width: Theme.px(34)
                height: width
                radius: width / 2
                color: index < dots.count ? Theme.ink : "transparent"
                border.width: 2 * Theme.hairline
                border.color: index < dots.count ? Theme.ink : index < 4 ? Theme.soft : Theme.tintDeep
            }
        }
    }
    Text {
        objectName: "pin-note"
        anchors.centerIn: parent
        visible: text.length > 0
        text: dots.note
        color: Theme.soft
        font.pixelSize: Theme.px(34)
        textFormat: Text.PlainText
    }
}
