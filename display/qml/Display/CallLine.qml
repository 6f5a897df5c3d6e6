// One of the last calls.
import QtQuick
import Hall

Rectangle {
    id: line

    required property string number
    required property int window
    required property string where
    // Masked, of a visitor whom a consult desk calls by name.
    required property string name

    radius: Theme.px(20)
    color: Theme.darkCard

    Text {
        id: figures
        anchors {
            left: parent.left
            leftMargin: Theme.px(48)
            verticalCenter: parent.verticalCenter
        }
        width: Theme.px(300)
        text: line.name.length > 0 ? "%1 %2".arg(line.number).arg(line.name) : line.number
        color: Theme.darkNumber
        font.bold: true
        font.pixelSize: Theme.px(56)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(36)
        textFormat: Text.PlainText
    }
    Text {
        id: goes
        anchors {
            left: figures.right
            leftMargin: Theme.px(24)
            verticalCenter: parent.verticalCenter
        }
        text: qsTr("请到 %1").arg(Words.window(line.window))
        color: Theme.darkText
        font.pixelSize: Theme.px(48)
        textFormat: Text.PlainText
    }
    Text {
        anchors {
            left: goes.right
            leftMargin: Theme.px(32)
            right: parent.right
            rightMargin: Theme.px(40)
            verticalCenter: parent.verticalCenter
        }
        height: parent.height
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        text: line.where
        color: Theme.darkSoft
        font.pixelSize: Theme.px(36)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.smallest
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
}
