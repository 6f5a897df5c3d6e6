// How one queue is doing: who waits, how long a newcomer waits, and the same as a bar.
import QtQuick
import Hall

Item {
    id: line

    required property string prefix
    required property string name
    required property int waiting
    required property int low
    required property int high
    required property string refused
    required property bool open
    property int longest: 60

    readonly property bool counts: open && (refused.length === 0 || waiting > 0)

    // The lines are as high as their letters: a line's own leading would cost a queue's place.
    Text {
        id: queue
        width: parent.width
        height: line.height * 0.44
        verticalAlignment: Text.AlignVCenter
        text: "%1 %2".arg(line.prefix).arg(line.name)
        color: Theme.darkText
        font.bold: true
        font.pixelSize: line.height * 0.36
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: line.height * 0.29
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Text {
        id: people
        y: queue.height
        height: line.height * 0.4
        verticalAlignment: Text.AlignVCenter
        text: qsTr("%1 人等候").arg(line.waiting)
        color: Theme.darkSoft
        font.pixelSize: line.height * 0.32
        textFormat: Text.PlainText
    }
    Text {
        anchors {
            left: people.right
            leftMargin: Theme.px(16)
            right: parent.right
        }
        y: people.y
        height: people.height
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        text: Says.queue(line.low, line.high, line.refused, line.waiting, line.open)
        color: line.counts && line.high > 0 ? Theme.darkNumber : Theme.darkSoft
        font.pixelSize: line.height * 0.36
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: line.height * 0.27
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Rectangle {
        id: track
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        height: line.height * 0.09
        radius: height / 2
        color: Theme.darkTrack

        Rectangle {
            width: line.counts ? Math.max(height, parent.width * Math.min(1, line.high / Math.max(1, line.longest))) : 0
            height: parent.height
            radius: height / 2
            color: line.high > 0 ? Theme.darkBar : Theme.darkSoft

            Behavior on width {
                NumberAnimation {
                    duration: Theme.move
                }
            }
        }
    }
}
