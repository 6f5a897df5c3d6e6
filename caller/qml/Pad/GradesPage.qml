// Five grades at once, none of them chosen, and the wish not to rate as near as they are.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Pad.Model

Item {
    id: page

    required property RatingPad pad
    readonly property bool tall: height > width
    readonly property int columns: tall ? 1 : 5
    readonly property int rows: tall ? 5 : 1
    readonly property int side: Theme.px(44)

    // The longest word decides how large all five are written.
    readonly property int wordSize: {
        const room = tall ? grid.cellWidth * 0.5 : grid.cellWidth - Theme.px(40);
        const full = Theme.px(46);
        let widest = 1;
        for (const grade of PadSays.grades)
            for (const word of PadSays.grade(grade).split(" "))
                widest = Math.max(widest, measure.advanceWidth(word));
        return Math.max(Theme.smallest, Math.min(full, Math.floor(full * room / widest)));
    }

    objectName: "page-grades"

    FontMetrics {
        id: measure
        font.bold: true
        font.pixelSize: Theme.px(46)
    }

    Column {
        id: question
        x: page.side
        y: Theme.px(page.tall ? 40 : 24)
        width: parent.width - 2 * x
        spacing: Theme.px(4)

        BodyText {
            objectName: "question"
            width: parent.width
            text: qsTr("请您评价本次服务")
            font.pixelSize: Theme.title
            font.bold: true
            lineHeight: 0.92
            maximumLineCount: 2
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            objectName: "service"
            width: parent.width
            text: PadSays.service(page.pad.number, page.pad.item)
            font.pixelSize: Theme.px(36)
            lineHeight: 0.92
            maximumLineCount: 2
            horizontalAlignment: Text.AlignHCenter
        }
        BodyText {
            objectName: "voluntary"
            width: parent.width
            text: qsTr("自愿、匿名、窗口看不到您的选择")
            color: Theme.soft
            font.pixelSize: Theme.px(34)
            lineHeight: 0.92
            maximumLineCount: 2
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Grid {
        id: grid

        readonly property int cellWidth: (width - (columns - 1) * spacing) / columns
        readonly property int cellHeight: (height - (rows - 1) * spacing) / rows

        x: page.side
        y: question.y + question.height + Theme.px(24)
        width: parent.width - 2 * x
        height: decline.y - y - Theme.px(28)
        columns: page.columns
        rows: page.rows
        spacing: Theme.gap

        Repeater {
            model: PadSays.grades

            GradeButton {
                required property int modelData

                grade: modelData
                width: grid.cellWidth
                height: grid.cellHeight
                flat: page.tall
                wordSize: page.wordSize
                busy: page.pad.busy
                onTouched: page.pad.grade(grade)
            }
        }
    }

    BigButton {
        id: decline
        objectName: "decline"
        x: page.side
        y: parent.height - height - Theme.px(32)
        width: parent.width - 2 * x
        height: Theme.px(132)
        text: page.pad.busy ? qsTr("请稍候…") : qsTr("暂不评价")
        busy: page.pad.busy
        onTouched: page.pad.decline()
    }
}
