// One line to write in; Enter is done.
import QtQuick
import Hall

FocusScope {
    id: line

    property alias text: input.text
    property string hint: ""
    property int longest: 64
    // Only letters and digits, as of a number that is typed or scanned.
    property bool plain: false
    property color frame: input.activeFocus ? Theme.primary : Theme.tintDeep

    signal taken

    implicitHeight: Math.max(44, Theme.px(84))
    Accessible.role: Accessible.EditableText
    Accessible.name: hint

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(14)
        color: Theme.card
        border.width: 2 * Theme.hairline
        border.color: line.frame
    }
    TextInput {
        id: input
        objectName: "input"
        anchors {
            fill: parent
            leftMargin: Theme.px(22)
            rightMargin: Theme.px(22)
        }
        focus: true
        clip: true
        verticalAlignment: TextInput.AlignVCenter
        color: Theme.ink
        selectionColor: Theme.primary
        font.pixelSize: Theme.px(34)
        maximumLength: line.longest
        selectByMouse: true
        inputMethodHints: line.plain ? Qt.ImhPreferLatin | Qt.ImhNoPredictiveText : Qt.ImhNone
        Keys.onReturnPressed: line.taken()
        Keys.onEnterPressed: line.taken()
    }
    Text {
        anchors.fill: input
        visible: input.text.length === 0 && input.preeditText.length === 0
        verticalAlignment: Text.AlignVCenter
        text: line.hint
        color: Theme.soft
        font.pixelSize: Theme.px(30)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(20)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
}
