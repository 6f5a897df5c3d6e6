// Sentences of the call screens that more than one of their parts says.
pragma Singleton
import QtQuick
import Hall

QtObject {
    // What a window is for, when its own name is not in the screen's language.
    function windowType(type: string): string {
        switch (type) {
        case "accept":
            return qsTr("综合受理");
        case "immediate":
            return qsTr("即办");
        case "issue":
            return qsTr("综合出件");
        case "consult":
            return qsTr("综合咨询");
        case "tidal":
            return qsTr("潮汐窗口");
        case "unsolved":
            return qsTr("办不成事反映");
        case "inter_province":
            return qsTr("跨省通办");
        case "elder":
            return qsTr("为老服务");
        case "dedicated":
            return qsTr("专职窗口");
        default:
            return "";
        }
    }

    // The sentence that the loudspeakers say for a call.
    function call(number: string, window: int): string {
        return qsTr("请 %1 号到 %2 号窗口").arg(number).arg(window);
    }

    // The same in few words, when several are called at once.
    function way(number: string, window: int): string {
        return qsTr("%1 到 %2 号", "several").arg(number).arg(window);
    }

    // How long a queue's newcomer waits, or why nobody may join it.
    function queue(low: int, high: int, refused: string, waiting: int, open: bool): string {
        if (refused === "full" && waiting === 0)
            return qsTr("今日号已取完");
        if (refused === "holiday" && waiting === 0)
            return qsTr("今天放假");
        if (refused.length > 0 && waiting === 0)
            return qsTr("现在不取号");
        if (!open)
            return qsTr("窗口暂未开放");
        return Words.wait(low, high);
    }
}
