// The panel's words for steps, states, visitor classes and the reasons of the calling order.
pragma Singleton
import QtQuick

QtObject {
    function step(name: string): string {
        switch (name) {
        case "sign_in":
            return qsTr("登录工号");
        case "open":
            return qsTr("开始服务");
        case "call_next":
            return qsTr("叫下一位");
        case "start":
            return qsTr("开始办理");
        case "finish_next":
            return qsTr("完成并叫下一位");
        case "recall":
            return qsTr("重呼");
        case "no_show":
            return qsTr("过号");
        case "finish":
            return qsTr("完成");
        case "hold":
            return qsTr("挂起");
        case "resume":
            return qsTr("取回");
        case "transfer":
            return qsTr("转移");
        case "return":
            return qsTr("恢复");
        case "pause":
            return qsTr("暂停");
        case "more":
            return qsTr("更多");
        case "accept":
            return qsTr("受理");
        case "slip":
            return qsTr("出具文书");
        case "correct":
            return qsTr("更正事项");
        case "add_step":
            return qsTr("完成，转下一步");
        case "direct":
            return qsTr("无号办理");
        case "back":
            return qsTr("办完又回来");
        case "gone":
            return qsTr("挂起的不再回来（过号）");
        case "close":
            return qsTr("关窗");
        case "sign_out":
            return qsTr("退出登录");
        default:
            return "";
        }
    }

    // What the main key does in this state.
    function mainStep(name: string, state: string): string {
        return name === "open" && state === "paused" ? qsTr("继续服务") : step(name);
    }

    function state(name: string): string {
        switch (name) {
        case "signed_out":
            return qsTr("未登录");
        case "closed":
            return qsTr("窗口未开放");
        case "paused":
            return qsTr("暂停服务");
        case "free":
            return qsTr("空闲");
        case "called":
            return qsTr("已叫号，等待到窗");
        case "serving":
            return qsTr("正在办理");
        default:
            return qsTr("正在连接");
        }
    }

    function visitorClass(name: string): string {
        switch (name) {
        case "priority":
            return qsTr("优先");
        case "second_visit":
            return qsTr("二次优先");
        case "appointment":
            return qsTr("预约");
        case "ordinary":
            return qsTr("普通");
        default:
            return "";
        }
    }

    // A visitor's class with the ground on which it was given.
    function standing(name: string, ground: string): string {
        const said = visitorClass(name);
        return ground.length > 0 && ground !== said ? qsTr("%1·%2").arg(said).arg(ground) : said;
    }

    // Why a ticket has its place in the calling order, in a few words.
    function why(code: string): string {
        switch (code) {
        case "front":
            return qsTr("排在最前");
        case "priority":
            return qsTr("优先先叫");
        case "second_visit":
            return qsTr("二次优先先叫");
        case "green":
            return qsTr("绿色通道先办");
        case "appointment":
            return qsTr("预约到点");
        case "first_come":
            return qsTr("先到先办");
        case "turn":
            return qsTr("优先连叫已满，轮到普通号");
        case "early":
            return qsTr("预约未到点，无人等候");
        default:
            return "";
        }
    }

    // What the window serves now, by the queues' letters.
    function serves(queues: string, kind: string, lentUntil: string, draining: bool): string {
        if (draining)
            return qsTr("收尾：办完手中的号，不再叫号");
        if (lentUntil.length > 0)
            return qsTr("潮汐支援 %1，至 %2").arg(queues).arg(lentUntil);
        if (queues.length > 0)
            return qsTr("办理 %1").arg(queues);
        return kind === "dedicated" ? qsTr("专职窗口，不叫号") : "";
    }

    // The call for help: none, ringing, or a guide who comes.
    function help(state: string, guide: string): string {
        switch (state) {
        case "ringing":
            return qsTr("已呼叫导办");
        case "coming":
            return qsTr("%1 正赶来").arg(guide);
        default:
            return qsTr("求助");
        }
    }

    // Minutes and seconds, or hours too.
    function duration(seconds: int): string {
        const two = (n) => String(n).padStart(2, "0");
        const hours = Math.floor(seconds / 3600);
        const rest = "%1:%2".arg(two(Math.floor(seconds / 60) % 60)).arg(two(seconds % 60));
        return hours > 0 ? "%1:%2".arg(hours).arg(rest) : rest;
    }
}
