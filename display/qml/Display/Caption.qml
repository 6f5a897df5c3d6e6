// What the loudspeakers say, to be read; between announcements where to ask.
import QtQuick
import Hall

Rectangle {
    id: caption

    required property bool announcing
    required property list<string> numbers
    required property list<int> windows
    required property string upcoming
    required property string hall
    required property string phone

    color: Theme.darkCard

    Icon {
        id: sign
        anchors {
            left: parent.left
            leftMargin: Theme.px(56)
            verticalCenter: parent.verticalCenter
        }
        visible: caption.announcing || caption.hall.length > 0
        name: "speaker"
        color: caption.announcing ? Theme.highlight : Theme.darkSoft
        size: Theme.px(52)
    }
    Text {
        objectName: "caption"
        anchors {
            left: sign.right
            leftMargin: Theme.px(24)
            right: next.visible ? next.left : parent.right
            rightMargin: Theme.px(next.visible ? 40 : 56)
            verticalCenter: parent.verticalCenter
        }
        text: caption.announcing ? caption.numbers.length === 1 ? Says.call(caption.numbers[0], caption.windows[0]) : qsTr("请到窗口 %1").arg(caption.numbers.map((number, place) => Says.way(number, caption.windows[place])).join("  ")) : caption.phone.length > 0 ? qsTr("%1 · 咨询电话 %2").arg(caption.hall).arg(caption.phone) : caption.hall
        color: caption.announcing ? Theme.highlight : Theme.darkSoft
        font.bold: caption.announcing
        font.pixelSize: Theme.px(caption.announcing ? 52 : 40)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(30)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Text {
        id: next
        objectName: "upcoming"
        anchors {
            right: parent.right
            rightMargin: Theme.px(56)
            verticalCenter: parent.verticalCenter
        }
        visible: caption.upcoming.length > 0
        text: qsTr("接下来 %1").arg(caption.upcoming)
        color: Theme.darkText
        font.pixelSize: Theme.px(40)
        textFormat: Text.PlainText
    }
}
