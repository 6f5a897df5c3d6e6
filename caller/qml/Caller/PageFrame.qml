// What lies over the panel while something is asked: a title, a hint, what is asked, and the way back.
import QtQuick
import Hall
import Caller.Model

Rectangle {
    id: frame

    required property Panel panel
    required property string title
    property string titleName: ""
    property string note: ""
    property string hint: ""
    property string hintName: ""
    property color hintColor: Theme.soft
    // What takes the keys when the page comes up, and when it has gone.
    property Item first: frame
    required property Item behind
    default property alias content: inside.data

    color: Theme.ground
    onVisibleChanged: {
        // A hidden line to write in would keep the letters that mean steps.
        (visible ? first : behind).forceActiveFocus();
    }

    // Nothing below is reached while the page is open.
    MouseArea {
        anchors.fill: parent
    }

    Column {
        id: head
        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: Theme.px(28)
        }
        spacing: Theme.px(4)

        Text {
            objectName: frame.titleName
            width: parent.width
            text: frame.title
            color: Theme.ink
            font.bold: true
            font.pixelSize: Theme.px(40)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(28)
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
        Text {
            objectName: "page-note"
            width: parent.width
            visible: text.length > 0
            text: frame.note
            color: Theme.ink
            font.pixelSize: Theme.px(28)
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
        }
        Text {
            objectName: frame.hintName
            width: parent.width
            text: frame.hint
            color: frame.hintColor
            font.bold: frame.hintColor !== Theme.soft
            font.pixelSize: Theme.px(26)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(20)
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }
    Item {
        id: inside
        anchors {
            left: head.left
            right: head.right
            top: head.bottom
            topMargin: Theme.px(18)
            bottom: back.top
            bottomMargin: Theme.px(18)
        }
    }
    KeyButton {
        id: back
        objectName: "page-back"
        anchors {
            left: head.left
            right: head.right
            bottom: parent.bottom
            bottomMargin: Theme.px(24)
        }
        kind: "soft"
        focusPolicy: Qt.NoFocus
        text: qsTr("返回")
        keyName: "Esc"
        onTouched: frame.panel.back()
    }
}
