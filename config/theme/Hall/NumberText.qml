// A ticket's number, or another figure to be read from afar: bold, on one line, shrunk before it is cut.
import QtQuick

Text {
    color: Theme.ink
    font.bold: true
    font.pixelSize: Theme.sp(180)
    fontSizeMode: Text.Fit
    minimumPixelSize: Theme.smallest
    textFormat: Text.PlainText
    maximumLineCount: 1
    elide: Text.ElideRight
}
