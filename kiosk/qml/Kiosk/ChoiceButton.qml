// One item, life event or group to choose, with the people ahead and the wait told before it is touched.
import QtQuick
import Hall

BigButton {
    id: choice

    required property string code
    required property string title
    required property string prefix
    required property int items
    required property int ahead
    required property int low
    required property int high
    required property string refused
    required property string closes
    required property list<int> windows
    required property list<string> steps

    // The first steps in their order; a long life event tells the rest on its own page.
    readonly property string inOrder: steps.slice(0, 3).map((step, place) => qsTr("%1. %2").arg(place + 1).arg(step)).join("  ") + (steps.length > 3 ? qsTr(" … 共 %1 步").arg(steps.length) : "")

    objectName: "choice-" + code
    text: title.length > 0 ? title : code === "featured" ? qsTr("常办业务") : code === "bundles" ? qsTr("一件事一次办") : qsTr("长辈常办")
    kind: refused.length > 0 ? "soft" : "plain"
    detail: {
        if (steps.length > 0)
            return inOrder;
        const parts = [];
        if (prefix.length > 0)
            parts.push(prefix);
        if (items > 0)
            parts.push(qsTr("%n 项", "", items));
        if (prefix.length > 0 && refused.length === 0)
            // Beside the number of its items a group has no room for its windows.
            parts.push(ahead === 0 && windows.length > 0 && items === 0 ? Words.windows(windows) : Words.ahead(ahead));
        if (closes.length > 0 && refused.length === 0 && (!stacked || Theme.elder))
            parts.push(qsTr("%1 止号").arg(closes));
        return parts.join(" · ");
    }
    value: {
        switch (refused) {
        case "":
            break;
        case "closed":
            return qsTr("未到取号时间");
        case "holiday":
            return qsTr("今天放假");
        case "full":
            return qsTr("今日已满");
        case "slot_full":
            return qsTr("本时段已满");
        case "too_late":
            return qsTr("今天来不及");
        default:
            return qsTr("暂停取号");
        }
        if (prefix.length === 0)
            return "";
        // Nobody serves: whatever the forecast, it does not count yet.
        return windows.length > 0 ? Words.wait(low, high) : qsTr("等待开窗");
    }
    valueColor: refused.length > 0 ? Theme.warn : windows.length === 0 ? Theme.soft : high === 0 ? Theme.good : Theme.ink
    centered: false
    detailLines: steps.length > 0 ? 3 : stacked ? 1 : 2
    detailSize: steps.length > 0 && Theme.elder ? Theme.smallest : Theme.small
}
