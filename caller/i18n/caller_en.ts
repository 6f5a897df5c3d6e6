<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ChooserPage</name>
    <message>
        <source>已输入 %1（退格键删除）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>输入编号筛选，↑↓ 移动，回车确定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>今日 %1 件 · 平均 %2 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今日还没有办件</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>窗口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在线</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设备故障 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>设备正常</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>窗口叫号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空格</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>主机不接受此窗口，请联系管理员</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>连接断开，这一步没有执行</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>好（Esc）</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Says</name>
    <message>
        <source>登录工号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开始服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>叫下一位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>完成并叫下一位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重呼</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>过号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>完成</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>挂起</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>转移</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>恢复</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暂停</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关窗</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未登录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口未开放</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>空闲</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已叫号，等待到窗</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在办理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>优先</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预约</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>普通</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>优先先叫</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预约到点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先到先办</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>优先连叫已满，轮到普通号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预约未到点，无人等候</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请选择工号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>为什么暂停？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取回哪一个挂起的号？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>恢复哪一个过号的号？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 转到哪里？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 排在哪里？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有登记的工作人员</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有设置暂停原因</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有可选的内容</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按取号时间</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>排在最前</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>排在最后</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>队列 · %1 人等候</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口 · 开放</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>窗口 · 未开放</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecondThoughts</name>
    <message>
        <source>%1 秒后将 %2 记为过号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 秒后关闭窗口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 秒后关闭窗口并退出登录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>撤销</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>立即</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepGrid</name>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Visitor</name>
    <message>
        <source>%1（已重呼 %2 次）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>叫号后</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今日平均 %1 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办理用时</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>等了 %1 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请先登录</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>尚未开始服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已暂停，不再叫号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一位 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>无人等候</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请稍候…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>等候 %1 人 · 最久 %2 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>无人等候</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · 过号恢复</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到点 %1 分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 分钟后</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
