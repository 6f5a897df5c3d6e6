// White ground with a fine line for things that belong together; children lie inside `padding`.
import QtQuick

Rectangle {
    id: card

    default property alias content: inside.data
    property int padding: Theme.px(32)

    implicitWidth: inside.childrenRect.width + 2 * padding
    implicitHeight: inside.childrenRect.height + 2 * padding
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline
    border.color: Theme.line

    Item {
        id: inside
        anchors.fill: parent
        anchors.margins: card.padding
    }
}
