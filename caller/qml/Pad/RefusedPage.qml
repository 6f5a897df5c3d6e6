// What could not be taken, without blame, and always a way on.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Pad.Model

Item {
    id: page

    required property RatingPad pad
    readonly property bool hasWay: pad.way !== "close"

    objectName: "page-refused"

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(1300))
        spacing: Theme.px(28)

        Icon {
            x: (parent.width - width) / 2
            name: "info"
            color: Theme.primary
            size: Theme.px(180)
        }
        BodyText {
            objectName: "refusal"
            width: parent.width
            text: page.pad.why.length > 0 ? page.pad.why : qsTr("抱歉，这次没能提交您的评价")
            font.pixelSize: Theme.px(60)
            font.bold: true
            lineHeight: 0.92
            maximumLineCount: 3
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            objectName: "refusal-detail"
            width: parent.width
            text: page.pad.place.complaints.length > 0 ? qsTr("您也可以到服务台，或拨打 %1 告诉我们").arg(page.pad.place.complaints) : qsTr("您也可以到服务台告诉我们")
            color: Theme.soft
            font.pixelSize: Theme.px(40)
            maximumLineCount: 3
            horizontalAlignment: Text.AlignHCenter
        }
        Item {
            width: 1
            height: Theme.px(16)
        }
        Row {
            id: ways

            readonly property int part: page.hasWay ? (width - spacing) / 2 : width

            x: (parent.width - width) / 2
            width: Math.min(parent.width, Theme.px(page.hasWay ? 1000 : 560))
            height: Theme.px(140)
            spacing: Theme.gap

            BigButton {
                objectName: "close"
                width: ways.part
                height: parent.height
                text: page.hasWay ? qsTr("结束") : qsTr("知道了")
                busy: page.pad.busy
                onTouched: page.pad.close()
            }
            BigButton {
                objectName: "way"
                visible: page.hasWay
                width: ways.part
                height: parent.height
                kind: "primary"
                text: page.pad.busy ? qsTr("正在提交…") : page.pad.way === "again" ? qsTr("再试一次") : qsTr("重新选择")
                busy: page.pad.busy
                onTouched: page.pad.goOn()
            }
        }
    }
}
