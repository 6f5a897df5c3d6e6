// One thing to know, behind two or three words that say what it is.
import QtQuick
import Hall

Text {
    required property string lead
    required property string words

    text: qsTr("%1：%2").arg(lead).arg(words)
    color: Theme.soft
    font.pixelSize: Theme.px(26)
    lineHeight: 0.95
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
