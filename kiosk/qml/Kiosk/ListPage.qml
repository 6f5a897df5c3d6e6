// Groups of items, or the items of one group, six on a page.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property bool groups: kiosk.page === "groups"
    readonly property bool events: !groups && kiosk.choices.group === "bundles"
    readonly property int columns: events || kiosk.elder && !wide ? 1 : 2
    readonly property int lines: events ? 3 : kiosk.elder ? 4 / columns : 3

    ownHelpers: kiosk.choices.pages > 1
    objectName: groups ? "page-groups" : "page-items"

    facts: [
        Column {
            y: page.wide ? 0 : parent.height - height - Theme.px(32)
            width: parent.width
            spacing: Theme.px(20)

            PageTitle {
                width: parent.width
                text: page.groups ? (page.kiosk.choices.united ? qsTr("再选一项") : qsTr("全部业务")) : page.events ? qsTr("一件事一次办") : page.kiosk.choices.title.length > 0 ? page.kiosk.choices.title : page.kiosk.choices.group === "elder" ? qsTr("长辈常办") : qsTr("常办业务")
                detail: page.groups ? qsTr("请先选择办理类别，再选择具体事项。") : page.events ? qsTr("一个号按顺序办几件事，不用再取号。") : qsTr("请选择具体事项；不确定时，请到服务台咨询。")
            }
            Tag {
                visible: page.kiosk.person.known
                text: qsTr("%1 · 已刷身份证").arg(page.kiosk.person.name)
                size: Theme.body
            }
            BodyText {
                width: parent.width
                visible: page.kiosk.choices.pages > 1
                text: qsTr("第 %1 页，共 %2 页").arg(page.kiosk.choices.number).arg(page.kiosk.choices.pages)
                color: Theme.soft
            }
        }
    ]

    Grid {
        id: grid
        width: parent.width
        columns: page.columns
        spacing: Theme.gap

        Repeater {
            model: page.kiosk.choices.page

            ChoiceButton {
                width: (grid.width - (page.columns - 1) * grid.spacing) / page.columns
                height: Math.floor((page.roomBelow - (page.lines - 1) * grid.spacing) / page.lines)
                stacked: steps.length === 0
                size: Theme.sp(42)
                leftPadding: Theme.px(32)
                rightPadding: Theme.px(32)
                topPadding: Theme.px(24)
                bottomPadding: Theme.px(20)
                onTouched: page.kiosk.choose(code)
            }
        }
    }

    helpers: [
        BigButton {
            objectName: "previous"
            width: Math.floor((parent.width - 2 * Theme.gap) / 3)
            height: parent.height
            kind: "soft"
            symbol: page.kiosk.elder ? "" : "left"
            text: qsTr("上一页")
            size: page.helperSize
            leftPadding: Theme.px(12)
            rightPadding: Theme.px(12)
            again: Theme.again / 2
            enabled: page.kiosk.choices.number > 1
            onTouched: page.kiosk.turn(-1)
        },
        BigButton {
            objectName: "next"
            width: Math.floor((parent.width - 2 * Theme.gap) / 3)
            height: parent.height
            kind: "outline"
            symbol: page.kiosk.elder ? "" : "right"
            text: qsTr("下一页")
            size: page.helperSize
            leftPadding: Theme.px(12)
            rightPadding: Theme.px(12)
            again: Theme.again / 2
            enabled: page.kiosk.choices.number < page.kiosk.choices.pages
            onTouched: page.kiosk.turn(1)
        },
        HelpButton {
            width: Math.floor((parent.width - 2 * Theme.gap) / 3)
            height: parent.height
            size: page.helperSize
            kiosk: page.kiosk
        }
    ]
}
