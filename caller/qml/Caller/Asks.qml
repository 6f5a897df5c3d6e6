// The panel's words for what it asks: titles of lists and forms, lines whose words are not the hall's, what went wrong.
pragma Singleton
import QtQuick
import Hall

QtObject {
    // What a list is about.
    function list(kind: string, ticket: string): string {
        switch (kind) {
        case "clerk":
            return qsTr("请选择工号");
        case "pause":
            return qsTr("为什么暂停？");
        case "held":
            return qsTr("取回哪一个挂起的号？");
        case "gone":
            return qsTr("哪一个挂起的号不再回来了？");
        case "missed":
            return qsTr("恢复哪一个过号的号？");
        case "served":
            return qsTr("谁缴费、复印后回来了？");
        case "transfer":
            return qsTr("%1 转到哪里？").arg(ticket);
        case "add_step":
            return qsTr("%1 办完后转到哪里？").arg(ticket);
        case "place":
            return qsTr("%1 排在哪里？").arg(ticket);
        case "more":
            return qsTr("更多");
        case "ticket":
            return ticket;
        case "call_reason":
            return qsTr("为什么先叫 %1？").arg(ticket);
        case "ground":
            return qsTr("%1 优先的理由？").arg(ticket);
        case "evidence":
            return qsTr("%1 出示了什么？").arg(ticket);
        case "direct":
            return qsTr("办理什么事项？");
        case "direct_reason":
            return qsTr("还有人在等，为什么先办？");
        case "source":
            return qsTr("办件从哪里来？");
        case "correct":
            return qsTr("%1 实际办什么？").arg(ticket);
        case "correct_how":
            return qsTr("改办，还是加办？");
        case "which_item":
            return qsTr("%1 的哪一个事项？").arg(ticket);
        case "slip":
            return qsTr("出具哪一种文书？");
        case "hand_over":
            return qsTr("手中的号交给谁？");
        case "help":
        case "help_over":
            return qsTr("呼叫导办");
        default:
            return "";
        }
    }

    function hint(kind: string): string {
        switch (kind) {
        case "more":
        case "ticket":
            return qsTr("按键，或 ↑↓ 移动，回车确定");
        case "direct":
        case "correct":
            return qsTr("输入编号或拼音首字母，↑↓ 移动，回车确定");
        default:
            return qsTr("输入编号筛选，↑↓ 移动，回车确定");
        }
    }

    function emptyList(kind: string): string {
        switch (kind) {
        case "clerk":
            return qsTr("没有登记的工作人员");
        case "pause":
            return qsTr("没有设置暂停原因");
        case "hand_over":
            return qsTr("别的窗口没有人登录，请先办完手中的号；挂起的不再回来，按 L 过号");
        default:
            return qsTr("没有可选的内容");
        }
    }

    // The words of a line whose own name is not from the hall.
    function choice(tag: string): string {
        switch (tag) {
        case "by_time":
            return qsTr("按取号时间");
        case "front":
            return qsTr("排在最前");
        case "end":
            return qsTr("排在最后");
        case "call":
            return qsTr("叫这一位");
        case "by_name":
            return qsTr("按姓名叫这一位");
        case "grant":
            return qsTr("登记优先…");
        case "online":
            return qsTr("网上申请");
        case "post":
            return qsTr("邮寄");
        case "phone":
            return qsTr("电话");
        case "counter":
            return qsTr("窗口现场");
        case "instead":
            return qsTr("改办这个事项");
        case "also":
            return qsTr("加办这个事项");
        case "one_time_notice":
            return qsTr("一次性告知单");
        case "supplement":
            return qsTr("补齐补正通知书");
        case "deferral_promise":
            return qsTr("容缺受理承诺书");
        case "deferral_notice":
            return qsTr("容缺受理通知书");
        case "urgent":
            return qsTr("紧急情况");
        case "frail":
            return qsTr("群众行动不便，需要陪同");
        case "language":
            return qsTr("语言或手语沟通");
        case "question":
            return qsTr("业务问题，请人来看");
        case "other":
            return qsTr("其他");
        case "help_over":
            return qsTr("不用来了，或已经处理");
        default:
            return Says.step(tag);
        }
    }

    // What else a line says.
    function note(tag: string, amount: int): string {
        switch (tag) {
        case "waiting":
            return qsTr("队列 · %1 人等候").arg(amount);
        case "window_open":
            return qsTr("窗口 · 开放");
        case "window_not_open":
            return qsTr("窗口 · 未开放");
        case "colleague_open":
            return qsTr("%1 号窗口 · 开放").arg(amount);
        case "colleague_not_open":
            return qsTr("%1 号窗口 · 未开放").arg(amount);
        case "priority":
        case "second_visit":
            return Says.visitorClass(tag);
        default:
            return "";
        }
    }

    function checklist(kind: string, ticket: string): string {
        if (kind === "lacking")
            return qsTr("%1 缺哪些材料？").arg(ticket);
        return choice(kind);
    }

    function checklistHint(kind: string, due: string): string {
        switch (kind) {
        case "lacking":
            return qsTr("数字或空格勾选，可以不选");
        case "one_time_notice":
            return qsTr("数字或空格勾选；不选就列出全部");
        case "deferral_notice":
            return qsTr("不选就按承诺书；以承诺的日期为准");
        default:
            return due.length > 0 ? qsTr("数字或空格勾选 · %1前补交").arg(day(due)) : qsTr("数字或空格勾选");
        }
    }

    // A day as people say it; ``iso`` is 2026-12-07.
    function day(iso: string): string {
        const [year, month, date] = iso.split("-").map(Number);
        return Words.date(month, date, new Date(year, month - 1, date).getDay() || 7);
    }

    function checklistDone(kind: string, ticked: int): string {
        if (kind === "lacking")
            return qsTr("受理");
        return ticked > 0 ? qsTr("打印（%1 项）").arg(ticked) : qsTr("打印");
    }

    function signInTitle(stage: string): string {
        switch (stage) {
        case "card":
            return qsTr("请将工作证放到读卡器");
        case "pin":
            return qsTr("请输入密码");
        case "new":
            return qsTr("请设置自己的新密码");
        case "again":
            return qsTr("请再输入一次新密码");
        default:
            return "";
        }
    }

    // What went wrong at the sign-in: a reader's own words are for visitors, and sent to a desk.
    function signInProblem(code: string, sentence: string): string {
        switch (code) {
        case "":
            return "";
        case "nothing_read":
            return qsTr("没有读到工作证");
        case "no_reader":
            return qsTr("本窗口没有可用的读卡器，请联系技术人员");
        case "reader_fault":
            return qsTr("读卡器有故障，请联系技术人员");
        case "card_unknown":
            return qsTr("这张卡没有登记为工作证");
        case "pin_change_needed":
            return qsTr("现在的密码是别人设置的，请换成自己的");
        case "hub_away":
            return qsTr("正在等待主机，请稍后再试");
        case "pins_differ":
            return qsTr("两次输入不一样，请重新设置");
        default:
            return sentence;
        }
    }
}
