// What a page is about, in the middle of its upper part, with a picture in whatever room the words leave.
import QtQuick
import Hall

Item {
    id: head

    required property string text
    property string detail: ""
    property int size: Theme.title
    property int lines: 2
    // A sign of the theme; pages with a moving picture say so and put it inside.
    property string symbol: ""
    property color ink: Theme.primary
    property bool moving: false
    default property alias picture: frame.data

    readonly property int space: Theme.px(28)
    readonly property int room: height - words.height - space
    readonly property int pictureHeight: Math.min(room, Theme.px(moving ? 330 : 200))
    readonly property bool pictured: pictureHeight >= Theme.px(90)

    anchors.fill: parent

    Item {
        id: frame
        visible: head.pictured
        y: Math.round((head.height - words.height - height - head.space) / 2)
        width: parent.width
        height: head.pictureHeight

        Icon {
            anchors.centerIn: parent
            visible: head.symbol.length > 0
            name: head.symbol
            size: frame.height
            weight: 1.4
            color: head.ink
        }
    }

    Column {
        id: words
        y: head.pictured ? frame.y + frame.height + head.space : Math.round((head.height - height) / 2)
        width: parent.width
        spacing: Theme.px(12)

        BodyText {
            objectName: "head"
            width: parent.width
            text: head.text
            font.bold: true
            font.pixelSize: head.size
            lineHeight: 0.92
            maximumLineCount: head.lines
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            width: parent.width
            visible: text.length > 0
            text: head.detail
            color: Theme.soft
            maximumLineCount: 3
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
