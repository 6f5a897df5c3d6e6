// The number, and whether it is on paper: it counts either way.
import QtQuick
import Hall
import Kiosk.Model

KioskPage {
    id: page

    readonly property TicketView ticket: kiosk.ticket
    readonly property bool missing: ticket.paper === "failed" || ticket.paper === "unknown"
    // Nothing has failed, but the paper does not come: nobody shall stand and wait for it.
    readonly property bool stuck: ticket.paper === "printing" && (!kiosk.hall.prints || patience.spent)

    // Why it goes before others, in the visitor's words.
    readonly property string first: {
        switch (ticket.sort) {
        case "priority":
        case "second_visit":
            return ticket.ground.length > 0 ? qsTr("%1优先").arg(ticket.ground) : qsTr("优先办理");
        case "appointment":
            return qsTr("预约");
        default:
            return "";
        }
    }

    objectName: "page-ticket"
    goesBack: false

    Timer {
        id: patience

        property bool spent: false

        interval: 15000
        running: page.ticket.paper === "printing"
        onRunningChanged: spent = false
        onTriggered: spent = true
    }

    // The ticket reaches over both parts of the page; only its buttons need the lower one.
    Card {
        id: paper
        parent: page
        x: page.wide ? Theme.margin : Theme.margin
        y: Theme.px(36)
        width: page.wide ? Math.round(page.width * 0.42) - 1.5 * Theme.margin : page.width - 2 * Theme.margin
        height: page.wide ? page.height - 2 * y : Math.min(page.height * 0.5, Theme.px(page.kiosk.elder ? 710 : 840))
        padding: Theme.px(36)

        Column {
            id: words
            width: parent.width
            spacing: Theme.px(8)

            BodyText {
                id: label
                objectName: "ticket-label"
                width: parent.width
                visible: !page.kiosk.elder || page.ticket.called > 0 || page.first.length > 0 || page.ticket.away
                text: [page.ticket.called > 0 ? qsTr("正在叫您的号") : page.kiosk.elder ? "" : qsTr("您的号码"), page.first, page.ticket.away ? qsTr("离线取号") : ""].filter(part => part.length > 0).join(" · ")
                color: page.first.length > 0 ? Theme.help : Theme.soft
                font.bold: page.first.length > 0
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.smallest
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
            }
            NumberText {
                objectName: "ticket-number"
                width: parent.width
                text: page.ticket.number
                font.pixelSize: Theme.px(!page.kiosk.elder ? 230 : label.visible ? 150 : 210)
                height: Math.round(font.pixelSize * 1.2)
                verticalAlignment: Text.AlignVCenter
                color: Theme.primary
                horizontalAlignment: Text.AlignHCenter
            }
            BodyText {
                width: parent.width
                visible: text.length > 0
                text: page.ticket.bundle.length > 0 ? qsTr("%1：%2").arg(page.ticket.bundle).arg(page.ticket.item) : page.ticket.item
                font.bold: true
                font.pixelSize: Theme.sp(42)
                // The elder version has room for one line: it shrinks before it is cut.
                wrapMode: page.kiosk.elder ? Text.NoWrap : Text.WordWrap
                fontSizeMode: page.kiosk.elder ? Text.HorizontalFit : Text.FixedSize
                minimumPixelSize: Theme.smallest
                maximumLineCount: page.kiosk.elder ? 1 : 2
                lineHeight: 0.95
                horizontalAlignment: Text.AlignHCenter
            }
        }
        Rectangle {
            id: rule
            anchors.top: words.bottom
            anchors.topMargin: Theme.px(24)
            width: parent.width
            height: Theme.hairline
            color: Theme.line
        }
        Column {
            anchors {
                top: rule.bottom
                topMargin: Theme.px(24)
                left: parent.left
                right: qr.visible ? qr.left : parent.right
                rightMargin: qr.visible ? Theme.px(24) : 0
            }
            spacing: Theme.px(12)

            component Line: Row {
                id: line
                required property string symbol
                required property string text
                property bool strong: false
                width: parent ? parent.width : 0
                spacing: Theme.px(20)

                Icon {
                    id: sign
                    anchors.verticalCenter: parent.verticalCenter
                    name: line.symbol
                    size: Theme.sp(44)
                    color: Theme.primary
                }
                BodyText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: line.width - sign.width - line.spacing
                    font.pixelSize: line.strong ? Theme.title : Theme.body
                    text: line.text
                    font.bold: line.strong
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.smallest
                    wrapMode: Text.NoWrap
                    maximumLineCount: 1
                }
            }

            Line {
                symbol: "people"
                visible: page.ticket.waits
                text: Words.ahead(page.ticket.ahead)
            }
            Line {
                symbol: "clock"
                visible: page.ticket.waits
                text: page.ticket.high > 0 ? qsTr("预计等候 %1").arg(Words.wait(page.ticket.low, page.ticket.high)) : Words.wait(0, 0)
            }
            Line {
                symbol: "desk"
                visible: page.ticket.called === 0
                text: page.ticket.windows.length > 0 ? Words.windows(page.ticket.windows) : qsTr("请留意叫号屏和广播")
            }
            Line {
                symbol: "list"
                // Large letters leave no room for it; the paper names what follows.
                visible: page.ticket.further > 0 && page.ticket.called === 0 && !page.kiosk.elder
                text: qsTr("之后接着办 %1 项").arg(page.ticket.further)
            }
            Line {
                symbol: "bell"
                visible: page.ticket.called > 0
                strong: true
                text: qsTr("请到 %1").arg(Words.window(page.ticket.called))
            }
        }
        QrCode {
            id: qr
            anchors {
                right: parent.right
                top: rule.bottom
                topMargin: Theme.px(16)
            }
            // Who is called goes to the window; the words take the whole width.
            visible: modules > 0 && page.ticket.called === 0
            path: page.ticket.path
            modules: page.ticket.modules
            room: Math.min(Theme.px(290), paper.height - paper.padding - rule.y - Theme.px(30))
        }
    }

    Item {
        id: area
        parent: page
        x: page.wide ? Math.round(page.width * 0.42) + Theme.margin / 2 : Theme.margin
        y: page.wide ? Theme.px(40) : paper.y + paper.height + Theme.gap
        width: page.width - x - Theme.margin
        height: page.height - y - Theme.touch - Theme.px(64)

        Column {
            width: parent.width
            spacing: Theme.gap

            Notice {
                id: state
                objectName: "paper-" + page.ticket.paper
                width: parent.width
                kind: page.ticket.paper === "confirmed" ? "good" : page.missing || page.stuck ? "warn" : "info"
                symbol: page.ticket.paper === "" || page.ticket.paper === "printing" && !page.stuck ? "printer" : page.ticket.paper === "confirmed" ? "done" : "warning"
                text: {
                    switch (page.ticket.paper) {
                    case "printing":
                        return page.stuck ? qsTr("号码有效，打印机暂时没有反应") : qsTr("正在打印…");
                    case "confirmed":
                        return qsTr("已打印，请取票");
                    case "failed":
                        return qsTr("号码有效，但没有打印出来");
                    case "unknown":
                        return qsTr("号码有效，请看看出票口有没有号票");
                    default:
                        return qsTr("号码有效");
                    }
                }
                detail: {
                    switch (page.ticket.paper) {
                    case "printing":
                        return page.stuck ? qsTr("请记下号码或拍照，凭号码也能办理。") : qsTr("请在出票口等候。");
                    case "confirmed":
                        return page.ticket.called > 0 ? qsTr("请现在就去窗口。") : qsTr("请到等候区就座，留意叫号屏和广播。");
                    case "failed":
                        return (page.ticket.cause === "paper_out" ? qsTr("打印机没有纸了。") : page.ticket.cause === "cover_open" ? qsTr("打印机的盖子开着。") : "") + qsTr("请记下号码或拍照，凭号码也能办理。");
                    case "unknown":
                        return qsTr("没有号票时，请记下号码或拍照，也可以再打一次。");
                    default:
                        return qsTr("请记下号码或拍照。");
                    }
                }
            }
            Row {
                visible: page.missing || page.stuck
                width: parent.width
                height: Theme.px(page.kiosk.elder ? 160 : 150)
                spacing: Theme.gap

                BigButton {
                    objectName: "print-again"
                    visible: page.missing
                    width: (parent.width - parent.spacing) / 2
                    height: parent.height
                    symbol: "printer"
                    text: page.kiosk.busy ? qsTr("正在打印…") : qsTr("再打一次")
                    busy: page.kiosk.busy
                    onTouched: page.kiosk.again()
                }
                BigButton {
                    objectName: "desk"
                    width: page.missing ? (parent.width - parent.spacing) / 2 : parent.width
                    height: parent.height
                    symbol: "desk"
                    text: qsTr("到服务台")
                    onTouched: page.kiosk.desk()
                }
            }
            BigButton {
                objectName: "finish"
                width: parent.width
                height: Theme.px(page.missing || page.stuck ? 170 : 200)
                kind: "primary"
                symbol: "check"
                text: page.missing || page.stuck ? qsTr("记下了，完成") : qsTr("完成")
                size: Theme.sp(52)
                onTouched: page.kiosk.finish()
            }
        }
    }
}
