// One item or group to choose, with the people ahead and the wait told before it is touched.
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
    required property list<int> windows

    objectName: "choice-" + code
    text: title.length > 0 ? title : code === "featured" ? qsTr("常办业务") : qsTr("长辈常办")
    kind: refused.length > 0 ? "soft" : "plain"
    detail: {
        const parts = [];
        if (prefix.length > 0)
            parts.push(prefix);
        if (items > 0)
            parts.push(qsTr("%n 项", "", items));
        if (prefix.length > 0 && refused.length === 0)
            // Beside the number of its items a group has no room for its windows.
            parts.push(ahead === 0 && windows.length > 0 && items === 0 ? Words.windows(windows) : Words.ahead(ahead));
        return parts.join(" · ");
    }
    value: {
        if (refused === "closed")
            return qsTr("未到取号时间");
        if (refused === "full")
            return qsTr("今日已满");
        if (refused.length > 0)
            return qsTr("暂停取号");
        return prefix.length > 0 ? Words.wait(low, high) : "";
    }
    valueColor: refused.length > 0 ? Theme.warn : high === 0 ? Theme.good : Theme.ink
    centered: false
}
