// One item, or a life event with its steps, before its number is taken: how many are ahead, how long it takes,
// where it is done, until when.
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property int served: kiosk.item.windows.length
    // A few short numbers have room; of others it says how many.
    readonly property bool numbered: kiosk.item.windows.join(" ").length <= 7
    readonly property bool given: kiosk.item.refused.length === 0
    readonly property bool event: kiosk.item.steps.length > 0
    // Whether further items can be taken with this one.
    readonly property bool more: given && !event && kiosk.together.possible

    objectName: "page-item"

    facts: [
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.px(page.kiosk.elder ? 20 : 32)

            PageTitle {
                width: parent.width
                lines: page.kiosk.elder || page.event ? 1 : 2
                text: page.kiosk.item.title
                detail: page.kiosk.elder && page.event ? "" : [page.kiosk.elder ? "" : page.kiosk.item.queue, page.kiosk.item.zone.length > 0 ? qsTr("%1 %2").arg(Words.floor(page.kiosk.item.floor)).arg(page.kiosk.item.zone) : ""].filter(part => part.length > 0).join(" · ")
            }
            BodyText {
                objectName: "steps"
                width: parent.width
                visible: page.event
                text: page.kiosk.item.steps.map((step, place) => qsTr("%1. %2").arg(place + 1).arg(step)).join("   ")
                height: Math.min(implicitHeight, page.roomAbove * (page.given ? 0.32 : 0.6))
                font.pixelSize: Theme.small
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.smallest
                lineHeight: 0.9
            }
            Row {
                width: parent.width
                height: Theme.px(page.kiosk.elder ? 168 : page.event ? 130 : 160)
                visible: page.given
                spacing: Theme.gap

                Fact {
                    width: (parent.width - 2 * parent.spacing) / 3
                    height: parent.height
                    value: qsTr("%1 人").arg(page.kiosk.item.ahead)
                    label: qsTr("排在前面")
                }
                Fact {
                    width: (parent.width - 2 * parent.spacing) / 3
                    height: parent.height
                    value: page.served > 0 ? Words.wait(page.kiosk.item.low, page.kiosk.item.high) : "—"
                    label: qsTr("预计等候")
                    ink: page.kiosk.item.high > 0 || page.served === 0 ? Theme.primary : Theme.good
                }
                Fact {
                    width: (parent.width - 2 * parent.spacing) / 3
                    height: parent.height
                    value: page.served === 0 ? qsTr("等待开窗") : !page.numbered ? qsTr("%1 个").arg(page.served) : qsTr("%1 号").arg(page.kiosk.item.windows.join(qsTr("、")))
                    label: page.served === 0 ? qsTr("窗口暂未开放") : !page.numbered ? qsTr("窗口办理") : qsTr("办理窗口")
                }
            }
        }
    ]

    Notice {
        id: stopped
        width: parent.width
        visible: !page.given
        kind: "warn"
        text: qsTr("这项业务现在不能取号。")
        detail: page.kiosk.item.sentence.length > 0 ? page.kiosk.item.sentence : qsTr("请选别的业务，或到服务台：工作人员会告诉您何时、何处可以办理。")
    }
    Column {
        anchors.top: page.given ? parent.top : stopped.bottom
        anchors.topMargin: page.given ? 0 : Theme.gap
        width: parent.width
        spacing: Theme.gap

        BigButton {
            objectName: "take"
            visible: page.given
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 300 : 260)
            kind: "primary"
            symbol: "ticket"
            symbolSize: Theme.px(110)
            text: page.kiosk.busy ? qsTr("正在取号…") : qsTr("取号")
            detail: [page.kiosk.person.known ? qsTr("%1 · 已刷身份证").arg(page.kiosk.person.name) : "", page.kiosk.item.closes.length > 0 ? qsTr("取号截止 %1").arg(page.kiosk.item.closes) : ""].filter(part => part.length > 0).join(" · ")
            detailSize: Theme.sp(36)
            size: Theme.sp(72)
            busy: page.kiosk.busy
            onTouched: page.kiosk.take()
        }
        BigButton {
            objectName: "take-with-card"
            visible: page.given && page.kiosk.hall.reads && !page.kiosk.person.known
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 210 : 180)
            kind: "plain"
            symbol: "card"
            text: qsTr("刷身份证取号")
            detail: qsTr("号票丢了可以补打")
            onTouched: page.kiosk.card()
        }
        Row {
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 150)
            spacing: Theme.gap

            BigButton {
                objectName: "more"
                visible: page.more
                width: (parent.width - parent.spacing) / 2
                height: parent.height
                leftPadding: Theme.px(30)
                rightPadding: Theme.px(24)
                symbol: "plus"
                text: qsTr("再加一项")
                detail: page.kiosk.elder ? "" : qsTr("一次取号，一起办")
                centered: false
                onTouched: page.kiosk.more()
            }
            BigButton {
                objectName: "others"
                width: page.more ? (parent.width - parent.spacing) / 2 : parent.width
                height: parent.height
                // Alone in its line it stands in one line with the others above and below.
                leftPadding: Theme.px(page.more ? 30 : 44)
                rightPadding: Theme.px(24)
                kind: page.given ? "plain" : "outline"
                symbol: "list"
                text: qsTr("选别的业务")
                centered: false
                onTouched: page.kiosk.others()
            }
        }
        BigButton {
            objectName: "call"
            visible: !page.given
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 180 : 150)
            symbol: "bell"
            text: qsTr("呼叫工作人员")
            centered: false
            onTouched: page.kiosk.ring()
        }
        BigButton {
            objectName: "desk"
            visible: !page.given
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 180 : 150)
            symbol: "desk"
            text: qsTr("到服务台")
            centered: false
            onTouched: page.kiosk.desk()
        }
    }
}
