// Who the screen is from now on, to be read before it goes to its work.
import QtQuick
import Hall
import Enrolment.Model

Rectangle {
    id: page

    required property Enrolment enrolment

    readonly property string who: Says.who(enrolment.role, enrolment.enrolledPlace)

    objectName: "page-enrolled"
    color: Theme.ground

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.px(24)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            width: size
            height: size
            name: "done"
            size: Theme.sp(120)
            color: Theme.good
        }
        Text {
            width: parent.width
            text: qsTr("登记成功")
            color: Theme.good
            font.bold: true
            font.pixelSize: Theme.heading
            horizontalAlignment: Text.AlignHCenter
            textFormat: Text.PlainText
        }
        Text {
            id: both
            objectName: "enrolled-as"
            width: parent.width
            text: together.implicitWidth <= width ? together.text : page.who + "\n" + page.enrolment.hall
            color: Theme.ink
            font.bold: true
            font.pixelSize: Theme.title
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignHCenter
            textFormat: Text.PlainText
            Accessible.role: Accessible.AlertMessage
            Accessible.name: together.text

            // Both on one line, where there is room.
            Text {
                id: together
                visible: false
                text: qsTr("%1 · %2").arg(page.who).arg(page.enrolment.hall)
                font: both.font
                textFormat: Text.PlainText
            }
        }
    }
}
