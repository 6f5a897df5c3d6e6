// Running text in the hall's font and ink; wraps, and never leaves its box. The font's own line is 1.45 times
// its size, which is what the norms for the elderly ask for.
import QtQuick

Text {
    color: Theme.ink
    font.pixelSize: Theme.body
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    elide: Text.ElideRight
}
