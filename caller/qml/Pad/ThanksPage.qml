// A thank-you for whatever was said, also for not rating; it goes by itself.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Pad.Model

Item {
    id: page

    required property RatingPad pad

    objectName: "page-thanks"

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(1300))
        spacing: Theme.px(28)

        Icon {
            x: (parent.width - width) / 2
            name: page.pad.thanks === "declined" ? "person" : "done"
            color: page.pad.thanks === "declined" ? Theme.primary : Theme.good
            size: Theme.px(240)
        }
        BodyText {
            objectName: "thanks"
            width: parent.width
            text: page.pad.thanks === "declined" ? qsTr("好的，谢谢您的光临") : qsTr("谢谢您的评价")
            font.pixelSize: Theme.px(88)
            font.bold: true
            lineHeight: 0.92
            maximumLineCount: 3
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            objectName: "thanks-detail"
            width: parent.width
            text: {
                switch (page.pad.thanks) {
                case "declined":
                    return qsTr("祝您一切顺利");
                case "kept":
                    return qsTr("已收到，恢复连接后提交");
                default:
                    return qsTr("您的意见会帮助我们改进服务");
                }
            }
            color: Theme.soft
            font.pixelSize: Theme.px(44)
            maximumLineCount: 3
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
