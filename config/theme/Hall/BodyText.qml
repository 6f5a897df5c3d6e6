// Running text in the hall's font and ink; wraps, and never leaves its box.
import QtQuick

Text {
    color: Theme.ink
    font.pixelSize: Theme.body
    lineHeight: 1.3
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    elide: Text.ElideRight
}
