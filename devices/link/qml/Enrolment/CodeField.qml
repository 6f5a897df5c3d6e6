// The code as people read it aloud: three groups of letters, filled from the left.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Item {
    id: field

    required property string code
    required property bool current
    property alias input: typed

    readonly property int count: 11
    readonly property real gap: Math.max(2, width * 0.008)
    readonly property real between: width * 0.035
    readonly property real cell: (width - 2 * between - (count - 3) * gap) / count

    // What stands in the field was changed by somebody's hand.
    signal edited(text: string)

    Repeater {
        model: field.count

        Rectangle {
            id: place

            required property int index
            readonly property int group: index < 3 ? 0 : index < 7 ? 1 : 2
            readonly property bool next: field.current && index === Math.min(field.code.length, field.count - 1)

            x: index * (field.cell + field.gap) + group * (field.between - field.gap)
            width: field.cell
            height: field.height
            radius: Math.min(Theme.px(16), width / 4)
            color: Theme.card
            border.width: (next ? 3 : 1) * Theme.hairline
            border.color: next ? Theme.primary : Theme.line

            Text {
                anchors.centerIn: parent
                text: field.code.charAt(place.index)
                color: Theme.ink
                font.bold: true
                font.pixelSize: Math.min(place.width * 0.85, place.height * 0.6, Theme.sp(64))
                textFormat: Text.PlainText
            }
        }
    }

    // Takes keys, pasted text and input methods; its letters are those of the places above.
    TextInput {
        id: typed
        objectName: "code"
        anchors.fill: parent
        text: field.code
        color: "transparent"
        font.pixelSize: Theme.small
        cursorDelegate: Item {}
        selectByMouse: false
        clip: true
        inputMethodHints: Qt.ImhLatinOnly | Qt.ImhNoPredictiveText | Qt.ImhPreferUppercase | Qt.ImhSensitiveData
        activeFocusOnTab: true
        Accessible.name: qsTr("登记码")
        onTextChanged: {
            field.edited(text);
            // What is no letter of a code goes out of the field again.
            if (text !== field.code)
                text = Qt.binding(() => field.code);
        }
        onCursorPositionChanged: cursorPosition = length
    }
}
