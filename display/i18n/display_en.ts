<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>CallLine</name>
    <message>
        <source>请到 %1</source>
        <translation>Go to %1</translation>
    </message>
</context>
<context>
    <name>Caption</name>
    <message>
        <source>%1 · 咨询电话 %2</source>
        <translation>%1 · Enquiries %2</translation>
    </message>
    <message>
        <source>请到窗口 %1</source>
        <translation>Number → window: %1</translation>
    </message>
    <message>
        <source>接下来 %1</source>
        <translation>Next: %1</translation>
    </message>
</context>
<context>
    <name>ChangingWindows</name>
    <message>
        <source>%1 不再接新号</source>
        <translation>%1: no new numbers</translation>
    </message>
    <message>
        <source>潮汐窗口 %1 号 至 %2</source>
        <translation>Extra window %1 until %2</translation>
    </message>
    <message>
        <source>潮汐窗口 %1 号 即将开放</source>
        <translation>Extra window %1 opens soon</translation>
    </message>
</context>
<context>
    <name>ClerkCard</name>
    <message>
        <source>工号 %1</source>
        <translation>Staff no. %1</translation>
    </message>
</context>
<context>
    <name>LargeCall</name>
    <message>
        <source>最近叫号</source>
        <translation>Last called</translation>
    </message>
    <message>
        <source>再次叫号</source>
        <translation>Called again</translation>
    </message>
    <message>
        <source>正在叫号</source>
        <translation>Now calling</translation>
    </message>
    <message>
        <source>请到</source>
        <translation>Please go to</translation>
    </message>
    <message>
        <source>%1 请到</source>
        <translation>%1, go to</translation>
    </message>
    <message>
        <source>请到 %1</source>
        <translation>Go to %1</translation>
    </message>
    <message>
        <source>%1 请到 %2</source>
        <translation>%1, go to %2</translation>
    </message>
    <message>
        <source>暂无叫号，请留意屏幕和语音</source>
        <translation>No calls yet. Please watch this screen and listen.</translation>
    </message>
    <message>
        <source>正在连接，请稍候</source>
        <translation>Connecting, one moment please</translation>
    </message>
</context>
<context>
    <name>ManyCalls</name>
    <message>
        <source>%1 请到</source>
        <translation>%1, go to</translation>
    </message>
    <message>
        <source>请到</source>
        <translation>Please go to</translation>
    </message>
</context>
<context>
    <name>Missed</name>
    <message>
        <source>过号</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>%1  另有 %2 个</source>
        <translation>%1  +%2</translation>
    </message>
    <message>
        <source>过号请到原窗口示意或到服务台恢复，不必重新取号。</source>
        <translation>Missed your call? Go to that window or to the service desk. Your number stays valid.</translation>
    </message>
</context>
<context>
    <name>PhaseCard</name>
    <message>
        <source>%1
请到本窗口</source>
        <translation>%1
come here</translation>
    </message>
    <message>
        <source>%1 请到本窗口</source>
        <translation>%1, please come here</translation>
    </message>
    <message>
        <source>请到
本窗口</source>
        <translation>Please
come here</translation>
    </message>
    <message>
        <source>请到本窗口</source>
        <translation>Please come to this window</translation>
    </message>
    <message>
        <source>正在
办理</source>
        <translation>Now
serving</translation>
    </message>
    <message>
        <source>正在办理</source>
        <translation>Now serving</translation>
    </message>
    <message>
        <source>请等候叫号</source>
        <translation>Please wait for your call</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Service paused</translation>
    </message>
    <message>
        <source>窗口未开放</source>
        <translation>Window closed</translation>
    </message>
    <message>
        <source>即将开放</source>
        <translation>Opening soon</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>办完后叫号，请稍候</source>
        <translation>Numbers are called when this is done</translation>
    </message>
    <message>
        <source>请留意屏幕和语音</source>
        <translation>Watch the screens and listen</translation>
    </message>
    <message>
        <source>%1，请稍候或到其他窗口</source>
        <translation>%1. Please wait or go to another window</translation>
    </message>
    <message>
        <source>请稍候或到其他窗口</source>
        <translation>Please wait or go to another window</translation>
    </message>
    <message>
        <source>请到其他窗口或服务台</source>
        <translation>Please go to another window or to the service desk</translation>
    </message>
    <message>
        <source>请稍候，听到叫号再过来</source>
        <translation>Please wait until your number is called</translation>
    </message>
</context>
<context>
    <name>QueueLine</name>
    <message>
        <source>%1 人等候</source>
        <translation>%1 waiting</translation>
    </message>
</context>
<context>
    <name>Says</name>
    <message>
        <source>综合受理</source>
        <translation>General applications</translation>
    </message>
    <message>
        <source>即办</source>
        <translation>While you wait</translation>
    </message>
    <message>
        <source>综合出件</source>
        <translation>Collection</translation>
    </message>
    <message>
        <source>综合咨询</source>
        <translation>Enquiries</translation>
    </message>
    <message>
        <source>潮汐窗口</source>
        <translation>Extra window</translation>
    </message>
    <message>
        <source>办不成事反映</source>
        <translation>Unsolved matters</translation>
    </message>
    <message>
        <source>跨省通办</source>
        <translation>Other provinces</translation>
    </message>
    <message>
        <source>为老服务</source>
        <translation>Services for the elderly</translation>
    </message>
    <message>
        <source>专职窗口</source>
        <translation>Dedicated window</translation>
    </message>
    <message>
        <source>请 %1 号到 %2 号窗口</source>
        <translation>Number %1, please go to window %2</translation>
    </message>
    <message>
        <source>%1 到 %2 号</source>
        <comment>several</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>今日号已取完</source>
        <translation>No numbers left today</translation>
    </message>
    <message>
        <source>今天放假</source>
        <translation>Holiday</translation>
    </message>
    <message>
        <source>现在不取号</source>
        <translation>No numbers now</translation>
    </message>
    <message>
        <source>窗口暂未开放</source>
        <translation>No window open</translation>
    </message>
</context>
<context>
    <name>WaitingLines</name>
    <message>
        <source>等候情况</source>
        <translation>Waiting</translation>
    </message>
</context>
<context>
    <name>WindowScreen</name>
    <message>
        <source>本窗口不再接新号</source>
        <translation>No new numbers here</translation>
    </message>
    <message>
        <source>潮汐窗口 至 %1</source>
        <translation>Extra window until %1</translation>
    </message>
    <message>
        <source>号窗口</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>主机不接受此屏幕，请联系管理员</source>
        <translation>The hub does not accept this screen. Please call the administrator.</translation>
    </message>
</context>
<context>
    <name>ZoneScreen</name>
    <message>
        <source>主机不接受此屏幕，请联系管理员</source>
        <translation>The hub does not accept this screen. Please call the administrator.</translation>
    </message>
</context>
</TS>
