// What was refused and why, and always a way on.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

KioskPage {
    id: page

    objectName: "page-trouble"

    facts: [
        PageHead {
            objectName: "sentence"
            symbol: "warning"
            ink: Theme.warn
            text: page.kiosk.trouble.sentence
            size: Theme.sp(50)
            lines: 5
        }
    ]

    Column {
        id: list
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: page.kiosk.trouble.ways

            BigButton {
                required property string modelData
                required property int index

                objectName: "way-" + modelData
                width: list.width
                height: Theme.px(page.kiosk.elder ? 210 : 180)
                kind: index === 0 ? "primary" : "plain"
                symbol: ({
                        "other": "list",
                        "desk": "desk",
                        "call": "bell",
                        "phone": "phone",
                        "card": "card",
                        "mine": "ticket",
                        "scan": "qr",
                        "paper": "printer",
                        "retry": "again"
                    })[modelData] ?? ""
                centered: false
                text: {
                    switch (modelData) {
                    case "other":
                        return qsTr("选别的业务");
                    case "card":
                        return qsTr("刷身份证");
                    case "mine":
                        return qsTr("看我的号票");
                    case "call":
                        return qsTr("呼叫工作人员");
                    case "phone":
                        return qsTr("用手机号报到");
                    case "scan":
                        return qsTr("再扫一次");
                    case "paper":
                        return qsTr("补打号票");
                    case "retry":
                        return qsTr("再试一次");
                    default:
                        return qsTr("到服务台");
                    }
                }
                busy: page.kiosk.busy
                onTouched: {
                    switch (modelData) {
                    case "other":
                        return page.kiosk.others();
                    case "card":
                        return page.kiosk.card();
                    case "mine":
                        return page.kiosk.mine();
                    case "call":
                        return page.kiosk.ring();
                    case "phone":
                        return page.kiosk.phone();
                    case "scan":
                        return page.kiosk.appointment();
                    case "paper":
                        return page.kiosk.paper();
                    case "retry":
                        return page.kiosk.retry();
                    default:
                        return page.kiosk.desk();
                    }
                }
            }
        }
    }
}
