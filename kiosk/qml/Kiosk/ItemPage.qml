// One item before its number is taken: how many are ahead, how long it takes, where it is done.
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property int served: kiosk.item.windows.length
    // A few short numbers have room; of others it says how many.
    readonly property bool numbered: kiosk.item.windows.join(" ").length <= 7
    readonly property bool given: kiosk.item.refused.length === 0

    objectName: "page-item"

    facts: [
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.px(page.kiosk.elder ? 20 : 32)

            PageTitle {
                width: parent.width
                lines: page.kiosk.elder ? 1 : 2
                text: page.kiosk.item.title
                detail: [page.kiosk.elder ? "" : page.kiosk.item.queue, page.kiosk.item.zone.length > 0 ? qsTr("%1 %2").arg(Words.floor(page.kiosk.item.floor)).arg(page.kiosk.item.zone) : ""].filter(part => part.length > 0).join(" · ")
            }
            Row {
                width: parent.width
                height: Theme.px(page.kiosk.elder ? 168 : 160)
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
                    value: Words.wait(page.kiosk.item.low, page.kiosk.item.high)
                    label: qsTr("预计等候")
                    ink: page.kiosk.item.high > 0 ? Theme.primary : Theme.good
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
        text: page.kiosk.item.refused === "closed" ? qsTr("现在不在取号时间。") : page.kiosk.item.refused === "full" ? qsTr("今天的号已取完。") : qsTr("这项业务现在不能取号。")
        detail: qsTr("请选别的业务，或到服务台：工作人员会告诉您何时、何处可以办理。")
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
            detail: page.kiosk.person.known ? qsTr("%1 · 已刷身份证").arg(page.kiosk.person.name) : ""
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
        BigButton {
            objectName: "others"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 150)
            kind: page.given ? "plain" : "outline"
            symbol: "list"
            text: qsTr("选别的业务")
            centered: false
            onTouched: page.kiosk.others()
        }
        BigButton {
            objectName: "desk"
            visible: !page.given
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 150)
            symbol: "desk"
            text: qsTr("到服务台")
            centered: false
            onTouched: page.kiosk.desk()
        }
    }
}
