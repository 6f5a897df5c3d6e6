// What takes longer than a moment: what is happening, and what else one can do.
import QtQuick
import Hall

KioskPage {
    id: page

    objectName: "page-working"
    goesBack: false

    facts: [
        PageHead {
            symbol: page.kiosk.live ? "clock" : "away"
            ink: page.kiosk.live ? Theme.primary : Theme.warn
            text: page.kiosk.live ? qsTr("正在办理，请稍候…") : qsTr("正在恢复连接")
            detail: page.kiosk.live ? qsTr("正在登记您的请求，请不要离开。") : qsTr("您的请求已记下，连接恢复后会自动办好，不用再按。")
        }
    ]

    Column {
        width: parent.width
        spacing: Theme.gap

        Notice {
            width: parent.width
            text: qsTr("可以在这里等，也可以到服务台")
            detail: qsTr("离开这一页后，刚才的请求不再办理，不会多取号。")
        }
        BigButton {
            objectName: "desk"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 200 : 170)
            kind: "outline"
            symbol: "desk"
            text: qsTr("到服务台")
            onTouched: page.kiosk.desk()
        }
        BigButton {
            objectName: "leave"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 200 : 170)
            symbol: "back"
            text: qsTr("不等了")
            onTouched: page.kiosk.back()
        }
    }
}
