// What a page is about, and one sentence below it.
import QtQuick

Column {
    id: title

    required property string text
    property string detail: ""
    property int alignment: Text.AlignLeft
    property int lines: 3

    spacing: Theme.px(12)

    BodyText {
        width: title.width
        text: title.text
        font.pixelSize: Theme.title
        font.bold: true
        lineHeight: 0.92
        maximumLineCount: 2
        horizontalAlignment: title.alignment
    }
    BodyText {
        width: title.width
        visible: title.detail.length > 0
        text: title.detail
        color: Theme.soft
        maximumLineCount: title.lines
        horizontalAlignment: title.alignment
    }
}
