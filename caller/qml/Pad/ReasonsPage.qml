// Why: the reasons of the grade that was touched, and whether one is needed before it is sent.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Pad.Model

Item {
    id: page

    required property RatingPad pad
    readonly property bool tall: height > width
    readonly property int columns: tall ? 1 : 2
    readonly property int rows: 8 / columns
    readonly property int side: Theme.px(44)
    readonly property bool lacking: pad.needsReason && !pad.complete

    objectName: "page-reasons"

    Face {
        id: face
        x: page.side
        y: said.y + (said.height - height) / 2
        size: Theme.px(120)
        grade: Math.max(1, page.pad.chosen)
    }
    Column {
        id: said
        x: face.x + face.width + Theme.px(28)
        y: Theme.px(page.tall ? 32 : 14)
        width: parent.width - x - page.side

        BodyText {
            objectName: "chosen"
            width: parent.width
            text: qsTr("您选了“%1”").arg(PadSays.grade(page.pad.chosen))
            font.pixelSize: Theme.px(50)
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.body
            lineHeight: 0.9
            maximumLineCount: 1
        }
        BodyText {
            objectName: "why"
            width: parent.width
            text: page.pad.needsReason ? qsTr("请告诉我们哪里不满意：至少选一项才能提交") : qsTr("可以选几项原因，也可以直接提交")
            color: page.lacking ? Theme.ink : Theme.soft
            font.pixelSize: Theme.px(36)
            lineHeight: 0.9
            maximumLineCount: 2
        }
    }

    Grid {
        id: grid

        readonly property int cellWidth: (width - (columns - 1) * spacing) / columns
        readonly property int cellHeight: (height - (rows - 1) * spacing) / rows

        x: page.side
        y: said.y + Math.max(said.height, face.height) + Theme.px(page.tall ? 28 : 12)
        width: parent.width - 2 * x
        height: below.y - y - Theme.gap
        columns: page.columns
        rows: page.rows
        spacing: Theme.gap

        Repeater {
            model: page.pad.choices

            ReasonButton {
                required property string code
                required property string words

                objectName: "reason-" + code
                width: grid.cellWidth
                height: grid.cellHeight
                text: words
                busy: page.pad.busy
                onTouched: page.pad.toggle(code)
            }
        }
    }

    Row {
        id: below

        readonly property int third: (width - 2 * spacing) / 3

        x: page.side
        y: parent.height - height - Theme.px(28)
        width: parent.width - 2 * x
        height: Theme.px(124)
        spacing: Theme.gap

        BigButton {
            objectName: "back"
            width: below.third
            height: parent.height
            symbol: "back"
            text: qsTr("重新选择")
            size: Theme.px(40)
            symbolSize: Theme.px(48)
            busy: page.pad.busy
            onTouched: page.pad.back()
        }
        BigButton {
            objectName: "decline"
            width: below.third
            height: parent.height
            text: qsTr("暂不评价")
            size: Theme.px(40)
            busy: page.pad.busy
            onTouched: page.pad.decline()
        }
        BigButton {
            objectName: "send"
            width: below.third
            height: parent.height
            kind: "primary"
            enabled: page.pad.complete
            text: page.pad.busy ? qsTr("正在提交…") : qsTr("提交")
            size: Theme.px(46)
            busy: page.pad.busy
            onTouched: page.pad.send()
        }
    }
}
