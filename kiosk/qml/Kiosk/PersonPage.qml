// What belongs to the visitor who showed a card or a code: appointments to check in, tickets to print again,
// results to fetch.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property int shown: mine.count + 1
    readonly property int line: Math.min(Theme.px(kiosk.elder ? 230 : 170), Math.floor((roomBelow - (note.visible ? note.height : 0) - shown * Theme.gap) / shown))

    objectName: "page-person"

    facts: [
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.px(32)

            PageTitle {
                width: parent.width
                text: page.kiosk.person.known ? qsTr("您好，%1").arg(page.kiosk.person.name) : page.kiosk.person.tickets ? qsTr("您的号票") : qsTr("您的办理结果")
                detail: {
                    if (page.kiosk.person.count === 0)
                        return qsTr("今天还没有您的号票和预约，请选择要办的业务。");
                    return page.kiosk.person.known ? qsTr("这是您今天的预约、号票和可领取的结果。") : page.kiosk.person.tickets ? qsTr("可以重新打印这张号票。") : qsTr("请带身份证到窗口领取。");
                }
            }
            Tag {
                visible: page.kiosk.person.priority
                text: qsTr("优先办理")
                ink: Theme.help
                color: Theme.helpGround
                size: Theme.body
            }
        }
    ]

    Column {
        id: list
        width: parent.width
        spacing: Theme.gap

        Repeater {
            id: mine
            model: page.kiosk.person.mine

            BigButton {
                id: thing

                required property string sort
                required property string code
                required property string number
                required property string title
                required property int ahead
                required property int low
                required property int high
                required property list<int> windows
                required property string collect
                readonly property bool booked: sort === "appointment"
                readonly property bool result: sort === "result"

                objectName: sort + "-" + code
                width: list.width
                height: page.line
                kind: booked ? "appointment" : "plain"
                symbol: booked ? "calendar" : result ? "done" : "ticket"
                text: booked ? qsTr("预约报到 %1").arg(number) : result ? qsTr("领取结果 %1").arg(title) : number
                detail: result ? (number.length > 0 ? qsTr("在取件柜 %1").arg(number) : Words.windows(windows)) : [ahead >= 0 ? qsTr("%1 · %2").arg(Words.ahead(ahead)).arg(Words.wait(low, high)) : "", page.kiosk.elder && ahead >= 0 ? "" : title].filter(part => part.length > 0).join(" · ")
                value: booked ? qsTr("报到") : !result ? qsTr("补打") : collect.length > 0 && number.length === 0 ? qsTr("取号") : ""
                valueColor: booked ? Theme.fillInk : Theme.primary
                busy: page.kiosk.busy
                onTouched: {
                    if (booked)
                        page.kiosk.checkin(code);
                    else if (!result)
                        page.kiosk.reprint(code);
                    else if (collect.length > 0 && number.length === 0)
                        page.kiosk.choose(collect);
                }
            }
        }
        BigButton {
            objectName: "others"
            width: parent.width
            height: page.line
            kind: page.kiosk.person.count === 0 ? "primary" : "outline"
            symbol: "list"
            text: page.kiosk.person.count === 0 ? qsTr("选择业务取号") : qsTr("办别的业务")
            centered: false
            onTouched: page.kiosk.others()
        }
    }

    BodyText {
        id: note
        anchors.bottom: parent.bottom
        width: parent.width
        visible: page.kiosk.person.known
        text: qsTr("请取走身份证。离开前请按“返回”，您的信息会立即清除。")
        color: Theme.soft
        font.pixelSize: Theme.small
        maximumLineCount: 2
        horizontalAlignment: Text.AlignHCenter
    }
}
