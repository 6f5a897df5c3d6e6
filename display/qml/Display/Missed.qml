// Numbers that were called and not seen, and how to get back into the line.
import QtQuick
import Hall

Item {
    id: missed

    required property string numbers
    required property int further

    implicitHeight: rule.height + Theme.px(22) + list.height + Theme.px(8) + hint.height

    Rectangle {
        id: rule
        width: parent.width
        height: Theme.hairline
        color: Theme.darkLine
    }
    Text {
        id: label
        anchors {
            left: parent.left
            baseline: list.baseline
        }
        text: qsTr("过号")
        color: Theme.darkSoft
        font.pixelSize: Theme.px(36)
        textFormat: Text.PlainText
    }
    Text {
        id: list
        objectName: "missed"
        anchors {
            left: label.right
            leftMargin: Theme.px(24)
            right: parent.right
            top: rule.bottom
            topMargin: Theme.px(22)
        }
        text: missed.numbers.length === 0 ? qsTr("无") : missed.further > 0 ? qsTr("%1  另有 %2 个").arg(missed.numbers).arg(missed.further) : missed.numbers
        color: missed.numbers.length === 0 ? Theme.darkSoft : Theme.darkText
        font.bold: missed.numbers.length > 0
        height: Math.min(implicitHeight, Theme.px(92))
        font.pixelSize: Theme.px(36)
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.px(26)
        lineHeight: 0.95
        wrapMode: Text.Wrap
        maximumLineCount: 2
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }
    Text {
        id: hint
        anchors {
            left: parent.left
            right: parent.right
            top: list.bottom
            topMargin: Theme.px(8)
        }
        text: qsTr("过号请到原窗口示意或到服务台恢复，不必重新取号。")
        color: Theme.darkSoft
        font.pixelSize: Theme.px(30)
        lineHeight: 1.15
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
    }
}
