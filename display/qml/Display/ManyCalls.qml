// Several calls at once, when more are called than each could have a turn of its own: each as large as one.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Display.Model

Column {
    id: many

    required property ZoneCalls calls

    spacing: Theme.px(16)

    Repeater {
        objectName: "together"
        model: many.calls.together

        Rectangle {
            id: call

            required property string number
            required property int window
            required property string where
            required property string name
            readonly property int edge: Theme.px(40)

            width: many.width
            height: (many.height - 2 * many.spacing) / 3
            radius: Theme.radius
            color: Theme.highlight

            // Figures have no descenders: the line is cut to their height.
            NumberText {
                id: figures
                objectName: "together-number"
                x: call.edge
                anchors.verticalCenter: parent.verticalCenter
                anchors.verticalCenterOffset: -Theme.px(14)
                width: Math.min(implicitWidth, call.width * 0.73)
                height: implicitHeight
                text: call.number
                color: Theme.highlightInk
                font.pixelSize: Theme.px(302)
                fontSizeMode: Text.HorizontalFit
                verticalAlignment: Text.AlignVCenter
            }
            Column {
                anchors {
                    left: figures.right
                    leftMargin: call.edge
                    right: parent.right
                    rightMargin: call.edge
                    verticalCenter: parent.verticalCenter
                }

                Text {
                    width: parent.width
                    text: call.name.length > 0 ? qsTr("%1 请到").arg(call.name) : qsTr("请到")
                    color: Theme.highlightInk
                    font.pixelSize: Theme.px(44)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.px(30)
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                }
                Text {
                    width: parent.width
                    text: Words.window(call.window)
                    color: Theme.highlightInk
                    font.bold: true
                    // Long numbers leave little room beside them: the line is no higher than its shrunk words.
                    height: contentHeight
                    font.pixelSize: Theme.px(84)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.px(36)
                    textFormat: Text.PlainText
                }
                Text {
                    width: parent.width
                    visible: text.length > 0
                    text: call.where
                    color: Theme.highlightInk
                    font.pixelSize: Theme.px(34)
                    lineHeight: 0.9
                    wrapMode: Text.WordWrap
                    maximumLineCount: 2
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                }
            }
        }
    }
}
