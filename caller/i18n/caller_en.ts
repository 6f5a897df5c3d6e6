<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ChooserPage</name>
    <message>
        <source>已输入 %1（退格键删除）</source>
        <translation>Typed: %1 (Backspace deletes)</translation>
    </message>
    <message>
        <source>输入编号筛选，↑↓ 移动，回车确定</source>
        <translation>Type a code to narrow, ↑↓ to move, Enter to choose</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>今日 %1 件 · 平均 %2 分钟</source>
        <translation>Today %1 done · average %2 min</translation>
    </message>
    <message>
        <source>今日 %1 件</source>
        <translation>Today %1 done</translation>
    </message>
    <message>
        <source>今日还没有办件</source>
        <translation>Nothing done yet today</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>窗口</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>设备故障 %1</source>
        <translation>Fault: %1</translation>
    </message>
    <message>
        <source>设备正常</source>
        <translation>Devices OK</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>窗口叫号</source>
        <translation>Clerk&apos;s panel</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>主机不接受此窗口，请联系管理员</source>
        <translation>The hub does not accept this window. Please call the administrator.</translation>
    </message>
    <message>
        <source>连接断开，这一步没有执行</source>
        <translation>The hub went away; nothing was done</translation>
    </message>
    <message>
        <source>好（Esc）</source>
        <translation>OK (Esc)</translation>
    </message>
</context>
<context>
    <name>Says</name>
    <message>
        <source>登录工号</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>开始服务</source>
        <translation>Open window</translation>
    </message>
    <message>
        <source>叫下一位</source>
        <translation>Call next</translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation>Start service</translation>
    </message>
    <message>
        <source>完成并叫下一位</source>
        <translation>Finish and call next</translation>
    </message>
    <message>
        <source>重呼</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>过号</source>
        <translation>No-show</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>挂起</source>
        <translation>Hold</translation>
    </message>
    <message>
        <source>取回</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>转移</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>关窗</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>继续服务</source>
        <translation>Continue serving</translation>
    </message>
    <message>
        <source>未登录</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>窗口未开放</source>
        <translation>Window closed</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Service paused</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>已叫号，等待到窗</source>
        <translation>Called, not here yet</translation>
    </message>
    <message>
        <source>正在办理</source>
        <translation>Now serving</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>优先</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>预约</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>普通</source>
        <translation>Ordinary</translation>
    </message>
    <message>
        <source>优先先叫</source>
        <translation>Priority goes first</translation>
    </message>
    <message>
        <source>预约到点</source>
        <translation>Appointment is due</translation>
    </message>
    <message>
        <source>先到先办</source>
        <translation>First come, first served</translation>
    </message>
    <message>
        <source>优先连叫已满，轮到普通号</source>
        <translation>Ordinary turn after priority calls</translation>
    </message>
    <message>
        <source>预约未到点，无人等候</source>
        <translation>Early, but nobody else is waiting</translation>
    </message>
    <message>
        <source>请选择工号</source>
        <translation>Choose your staff number</translation>
    </message>
    <message>
        <source>为什么暂停？</source>
        <translation>Why the pause?</translation>
    </message>
    <message>
        <source>取回哪一个挂起的号？</source>
        <translation>Which held number to resume?</translation>
    </message>
    <message>
        <source>恢复哪一个过号的号？</source>
        <translation>Which missed number to return?</translation>
    </message>
    <message>
        <source>%1 转到哪里？</source>
        <translation>Transfer %1 to where?</translation>
    </message>
    <message>
        <source>%1 排在哪里？</source>
        <translation>Where in the line does %1 go?</translation>
    </message>
    <message>
        <source>没有登记的工作人员</source>
        <translation>No clerks are registered</translation>
    </message>
    <message>
        <source>没有设置暂停原因</source>
        <translation>No reasons are configured</translation>
    </message>
    <message>
        <source>没有可选的内容</source>
        <translation>Nothing to choose from</translation>
    </message>
    <message>
        <source>按取号时间</source>
        <translation>By the time of the number</translation>
    </message>
    <message>
        <source>排在最前</source>
        <translation>In front</translation>
    </message>
    <message>
        <source>排在最后</source>
        <translation>At the end</translation>
    </message>
    <message>
        <source>队列 · %1 人等候</source>
        <translation>Queue · %1 waiting</translation>
    </message>
    <message>
        <source>窗口 · 开放</source>
        <translation>Window · open</translation>
    </message>
    <message>
        <source>窗口 · 未开放</source>
        <translation>Window · not open</translation>
    </message>
</context>
<context>
    <name>SecondThoughts</name>
    <message>
        <source>%1 秒后将 %2 记为过号</source>
        <translation>%2 will be a no-show in %1 s</translation>
    </message>
    <message>
        <source>%1 秒后关闭窗口</source>
        <translation>The window closes in %1 s</translation>
    </message>
    <message>
        <source>%1 秒后关闭窗口并退出登录</source>
        <translation>Closing and signing out in %1 s</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>立即</source>
        <translation>Now</translation>
    </message>
</context>
<context>
    <name>StepGrid</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>Visitor</name>
    <message>
        <source>%1（已重呼 %2 次）</source>
        <translation>%1 (recalled %2×)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>叫号后</source>
        <translation>since the call</translation>
    </message>
    <message>
        <source>今日平均 %1 分钟</source>
        <translation>Today&apos;s average %1 min</translation>
    </message>
    <message>
        <source>办理用时</source>
        <translation>Time of service</translation>
    </message>
    <message>
        <source>等了 %1 分钟</source>
        <translation>waited %1 min</translation>
    </message>
    <message>
        <source>请先登录</source>
        <translation>Please sign in</translation>
    </message>
    <message>
        <source>尚未开始服务</source>
        <translation>Not open yet</translation>
    </message>
    <message>
        <source>已暂停，不再叫号</source>
        <translation>Paused, no calls</translation>
    </message>
    <message>
        <source>下一位 %1</source>
        <translation>Next: %1</translation>
    </message>
    <message>
        <source>无人等候</source>
        <translation>Nobody waiting</translation>
    </message>
    <message>
        <source>请稍候…</source>
        <translation>One moment…</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>等候 %1 人 · 最久 %2 分钟</source>
        <translation>%1 waiting · longest %2 min</translation>
    </message>
    <message>
        <source>无人等候</source>
        <translation>Nobody waiting</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 · 过号恢复</source>
        <translation>%1 · returned</translation>
    </message>
    <message>
        <source>%1 分钟</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>到点 %1 分钟</source>
        <translation>due %1 min</translation>
    </message>
    <message>
        <source>%1 分钟后</source>
        <translation>in %1 min</translation>
    </message>
</context>
</TS>
