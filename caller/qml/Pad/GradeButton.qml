// One of the five grades: face, words and dots, one above the other or (`flat`) side by side.
// All five look alike but for these, and none is chosen before a finger chooses it.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

BigButton {
    id: button

    required property int grade
    // Size of the words, the same for all five.
    required property int wordSize
    property bool flat: false

    objectName: "grade-" + grade
    text: PadSays.grade(grade)
    leftPadding: Theme.px(flat ? 40 : 16)
    rightPadding: leftPadding
    Accessible.description: qsTr("%1 星，共 5 星").arg(grade)

    contentItem: Item {
        id: inside

        readonly property int gap: Theme.px(24)
        readonly property int free: height - words.height - dots.height - 2 * gap

        Face {
            id: face
            size: button.flat ? Math.min(inside.height, Theme.px(150)) : Math.max(Theme.px(96), Math.min(Theme.px(210), inside.free, inside.width * 0.75))
            x: button.flat ? 0 : (inside.width - width) / 2
            y: button.flat ? (inside.height - height) / 2 : (inside.free - height) / 2
            grade: button.grade
        }
        Text {
            id: words
            x: button.flat ? face.width + 2 * inside.gap : 0
            y: button.flat ? (inside.height - height) / 2 : face.y + face.height + inside.gap
            width: (button.flat ? dots.x - inside.gap : inside.width) - x
            // Two lines are kept free for every grade, so that the faces stand in one line.
            height: button.flat ? implicitHeight : 2.7 * button.wordSize
            text: button.text
            color: Theme.ink
            font.bold: true
            font.pixelSize: button.wordSize
            lineHeight: 0.88
            wrapMode: Text.WordWrap
            maximumLineCount: 2
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: button.flat ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
        GradeDots {
            id: dots
            x: button.flat ? inside.width - width : (inside.width - width) / 2
            y: button.flat ? (inside.height - height) / 2 : words.y + words.height + inside.gap
            grade: button.grade
            color: face.color
            size: Theme.px(button.flat ? 32 : 26)
        }
    }
}
