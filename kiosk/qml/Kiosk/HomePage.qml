// Home: how the hall is now, and what one may want, with its wait.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property int space: Theme.gap
    readonly property int listed: Math.max(1, items.count)
    readonly property int waysHeight: Math.round(Math.min(roomBelow * (wide ? 0.2 : 0.24), Theme.px(kiosk.elder ? 250 : 220)))
    readonly property int allHeight: Math.round(Math.max(Theme.touch, Math.min(roomBelow * (wide ? 0.13 : 0.15), Theme.px(150))))
    readonly property int itemHeight: Math.min(Theme.px(kiosk.elder ? 240 : 190), Math.floor((roomBelow - footer.height - waysHeight - allHeight - (listed + 2) * space) / listed))

    readonly property int figuresHeight: Theme.px(kiosk.elder ? 190 : 140)
    readonly property int spare: roomAbove - now.height - Theme.px(12) - ask.height - Theme.px(20)

    objectName: "page-home"
    goesBack: false

    facts: [
        Text {
            id: now
            text: qsTr("现在大厅")
            color: Theme.ink
            font.bold: true
            font.pixelSize: Theme.heading
        },
        Row {
            id: figures
            anchors.top: now.bottom
            anchors.topMargin: Theme.px(12)
            width: parent.width
            height: strip.visible || page.wide ? page.figuresHeight : Math.min(page.spare, Theme.px(250))
            spacing: Theme.gap

            Fact {
                width: (parent.width - 2 * parent.spacing) / 3
                height: parent.height
                value: qsTr("%1 人").arg(page.kiosk.hall.waiting)
                label: qsTr("正在等候")
            }
            Fact {
                width: (parent.width - 2 * parent.spacing) / 3
                height: parent.height
                value: qsTr("%1 个").arg(page.kiosk.hall.open)
                label: qsTr("窗口开放")
            }
            Fact {
                width: (parent.width - 2 * parent.spacing) / 3
                height: parent.height
                // Nobody serves: "no wait" would be wrong.
                value: page.kiosk.hall.open > 0 ? Words.wait(page.kiosk.hall.low, page.kiosk.hall.high) : "—"
                label: qsTr("多数人等候")
            }
        },
        WindowStrip {
            id: strip
            anchors.top: figures.bottom
            anchors.topMargin: Theme.px(20)
            width: parent.width
            // Large figures have no room in a sign of forty windows.
            visible: count > 0 && (named || !page.kiosk.elder) && (page.wide || page.figuresHeight + Theme.px(20) + implicitHeight <= page.spare)
            hall: page.kiosk.hall
        },
        Text {
            id: ask
            y: page.wide ? (strip.visible ? strip.y + strip.height : figures.y + figures.height) + Theme.px(40) : parent.height - height
            text: page.wide ? qsTr("请在右边选择您要办的事") : qsTr("请选择您要办的事")
            color: Theme.ink
            font.bold: true
            font.pixelSize: Theme.heading
        }
    ]

    Row {
        id: ways
        width: parent.width
        height: page.waysHeight
        spacing: page.space

        BigButton {
            objectName: "card"
            width: (parent.width - parent.spacing) / 2
            height: parent.height
            leftPadding: Theme.px(30)
            rightPadding: Theme.px(24)
            kind: "primary"
            symbol: "card"
            symbolSize: Theme.px(page.kiosk.elder ? 90 : 100)
            text: qsTr("刷身份证")
            detail: page.kiosk.hall.reads ? (page.kiosk.elder ? qsTr("取号、补打") : qsTr("实名取号、补打")) : qsTr("读卡器暂不可用")
            size: Theme.sp(46)
            onTouched: page.kiosk.card()
        }
        BigButton {
            objectName: "appointment"
            width: (parent.width - parent.spacing) / 2
            height: parent.height
            leftPadding: Theme.px(30)
            rightPadding: Theme.px(24)
            kind: "appointment"
            symbol: "qr"
            symbolSize: Theme.px(page.kiosk.elder ? 90 : 100)
            text: qsTr("我有预约")
            detail: page.kiosk.hall.scans ? (page.kiosk.elder ? qsTr("扫码、手机号") : qsTr("扫码或手机号报到、补正再来")) : qsTr("扫码器暂不可用")
            size: Theme.sp(46)
            onTouched: page.kiosk.appointment()
        }
    }

    Column {
        id: list
        anchors.top: ways.bottom
        anchors.topMargin: page.space
        width: parent.width
        spacing: page.space

        Repeater {
            id: items
            model: page.kiosk.choices.featured

            ChoiceButton {
                width: list.width
                height: page.itemHeight
                // Large names need the whole width.
                stacked: page.kiosk.elder
                onTouched: page.kiosk.choose(code)
            }
        }
        BigButton {
            objectName: "all"
            width: list.width
            height: page.allHeight
            kind: "outline"
            symbol: "list"
            text: qsTr("全部业务")
            centered: false
            onTouched: page.kiosk.others()
        }
    }

    BodyText {
        id: footer
        anchors.bottom: parent.bottom
        width: parent.width
        text: page.kiosk.hall.prints ? qsTr("没有身份证、没有手机也能取号 · 咨询 %1").arg(page.kiosk.hall.phone) : qsTr("本机暂不能打印，取号后请记下号码 · 咨询 %1").arg(page.kiosk.hall.phone)
        color: page.kiosk.hall.prints ? Theme.soft : Theme.warn
        font.bold: !page.kiosk.hall.prints
        font.pixelSize: page.kiosk.elder ? Theme.tiny : Theme.small
        maximumLineCount: 2
        horizontalAlignment: Text.AlignHCenter
    }
}
