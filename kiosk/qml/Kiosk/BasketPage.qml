// Several items before one number is taken for them: what is chosen, what may be left out, how long it takes.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Kiosk.Model

KioskPage {
    id: page

    readonly property BasketView together: kiosk.together
    readonly property bool given: together.refused.length === 0
    readonly property int space: Theme.px(kiosk.elder ? 16 : 20)
    readonly property int listed: together.count + (together.room ? 1 : 0)
    readonly property int takeHeight: Theme.px(kiosk.elder ? 190 : 210)
    readonly property int line: Math.min(Theme.px(kiosk.elder ? 200 : 150), Math.floor((roomBelow - (given ? takeHeight : stopped.height) - listed * space) / Math.max(1, listed)))

    objectName: "page-basket"

    facts: [
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.px(page.kiosk.elder ? 20 : 32)

            PageTitle {
                width: parent.width
                lines: page.kiosk.elder ? 2 : 3
                text: qsTr("一起办 %1 项").arg(page.together.count)
                detail: page.kiosk.elder ? qsTr("一个号，一项一项接着办。") : qsTr("一个号，按顺序接着办，不用重复取号。不要的可以去掉。")
            }
            Row {
                width: parent.width
                height: Theme.px(page.kiosk.elder ? 168 : 160)
                visible: page.given
                spacing: Theme.gap

                Fact {
                    width: (parent.width - parent.spacing) / 2
                    height: parent.height
                    value: qsTr("%1 人").arg(page.together.ahead)
                    label: qsTr("排在前面")
                }
                Fact {
                    width: (parent.width - parent.spacing) / 2
                    height: parent.height
                    value: Words.wait(page.together.low, page.together.high)
                    label: page.together.closes.length > 0 ? qsTr("取号截止 %1").arg(page.together.closes) : qsTr("预计等候")
                    ink: page.together.high > 0 ? Theme.primary : Theme.good
                }
            }
        }
    ]

    Column {
        id: list
        width: parent.width
        spacing: page.space

        Repeater {
            model: page.together.items

            Row {
                id: one

                required property string code
                required property string title

                width: list.width
                height: page.line
                spacing: Theme.px(16)

                Card {
                    width: parent.width - out.width - parent.spacing
                    height: parent.height
                    padding: Theme.px(28)

                    BodyText {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width
                        height: Math.min(implicitHeight, one.height - Theme.px(16))
                        text: one.title
                        font.bold: true
                        font.pixelSize: Theme.sp(38)
                        fontSizeMode: Text.Fit
                        minimumPixelSize: Theme.smallest
                        lineHeight: 0.92
                        maximumLineCount: 2
                        verticalAlignment: Text.AlignVCenter
                    }
                }
                BigButton {
                    id: out
                    objectName: "remove-" + one.code
                    width: Theme.px(page.kiosk.elder ? 220 : 200)
                    height: parent.height
                    leftPadding: Theme.px(12)
                    rightPadding: Theme.px(12)
                    kind: "soft"
                    text: qsTr("去掉")
                    size: Theme.sp(36)
                    onTouched: page.kiosk.remove(one.code)
                }
            }
        }
        BigButton {
            objectName: "more"
            visible: page.together.room
            width: parent.width
            height: page.line
            kind: "outline"
            symbol: "plus"
            text: qsTr("再加一项")
            onTouched: page.kiosk.more()
        }
    }

    Notice {
        id: stopped
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !page.given
        kind: "warn"
        text: qsTr("第一项现在不能取号。")
        detail: page.together.sentence
    }
    Row {
        visible: page.given
        anchors.bottom: parent.bottom
        width: parent.width
        height: page.takeHeight
        spacing: Theme.gap

        BigButton {
            objectName: "take-with-card"
            visible: page.kiosk.hall.reads && !page.kiosk.person.known
            width: Math.round((parent.width - parent.spacing) * 0.42)
            height: parent.height
            leftPadding: Theme.px(20)
            rightPadding: Theme.px(20)
            symbol: "card"
            text: qsTr("刷身份证取号")
            size: Theme.sp(38)
            onTouched: page.kiosk.card()
        }
        BigButton {
            objectName: "take"
            width: page.kiosk.hall.reads && !page.kiosk.person.known ? Math.round((parent.width - parent.spacing) * 0.58) : parent.width
            height: parent.height
            kind: "primary"
            symbol: "ticket"
            text: page.kiosk.busy ? qsTr("正在取号…") : qsTr("取号")
            detail: page.kiosk.person.known ? qsTr("%1 · 已刷身份证").arg(page.kiosk.person.name) : ""
            size: Theme.sp(64)
            busy: page.kiosk.busy
            onTouched: page.kiosk.take()
        }
    }
}
