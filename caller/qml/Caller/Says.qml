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
        case "appointment":
            return qsTr("预约");
        case "ordinary":
            return qsTr("普通");
        default:
            return "";
        }
    }

    // Why a ticket has its place in the calling order.
    function why(code: string): string {
        switch (code) {
        case "priority":
            return qsTr("优先先叫");
        case "appointment":
            return qsTr("预约到点");
        case "first_come":
            return qsTr("先到先办");
        case "turn":
            return qsTr("优先连叫已满，轮到普通号");
        case "early":
            return qsTr("预约未到点，无人等候");
        default:
            return code;
        }
    }

    // What a list of the panel is about.
    function list(kind: string, ticket: string): string {
        switch (kind) {
        case "clerk":
            return qsTr("请选择工号");
        case "pause":
            return qsTr("为什么暂停？");
        case "held":
            return qsTr("取回哪一个挂起的号？");
        case "missed":
            return qsTr("恢复哪一个过号的号？");
        case "transfer":
            return qsTr("%1 转到哪里？").arg(ticket);
        case "place":
            return qsTr("%1 排在哪里？").arg(ticket);
        default:
            return "";
        }
    }

    function emptyList(kind: string): string {
        switch (kind) {
        case "clerk":
            return qsTr("没有登记的工作人员");
        case "pause":
            return qsTr("没有设置暂停原因");
        default:
            return qsTr("没有可选的内容");
        }
    }

    // The words of a line whose own name is not from the hall.
    function place(tag: string): string {
        switch (tag) {
        case "by_time":
            return qsTr("按取号时间");
        case "front":
            return qsTr("排在最前");
        case "end":
            return qsTr("排在最后");
        default:
            return "";
        }
    }

    function note(tag: string, amount: int): string {
        switch (tag) {
        case "waiting":
            return qsTr("队列 · %1 人等候").arg(amount);
        case "window_open":
            return qsTr("窗口 · 开放");
        case "window_not_open":
            return qsTr("窗口 · 未开放");
        default:
            return "";
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
