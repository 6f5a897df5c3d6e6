<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>GradeButton</name>
    <message>
        <source>%1 星，共 5 星</source>
        <translation>%1 of 5 stars</translation>
    </message>
</context>
<context>
    <name>GradesPage</name>
    <message>
        <source>请您评价本次服务</source>
        <translation>How was this service?</translation>
    </message>
    <message>
        <source>自愿、匿名、窗口看不到您的选择</source>
        <translation>Voluntary, anonymous, never shown to the window</translation>
    </message>
    <message>
        <source>请稍候…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>暂不评价</source>
        <translation>Rather not rate</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>服务评价</source>
        <translation>Rate the service</translation>
    </message>
    <message>
        <source>不选也没关系，约 %1 秒后自动返回</source>
        <translation>No need to choose. It closes in about %1 s</translation>
    </message>
    <message>
        <source>政务服务“好差评”</source>
        <translation>Government Service Ratings</translation>
    </message>
    <message>
        <source>主机不接受此评价器，请联系管理员</source>
        <translation>The hub does not accept this pad. Please call the administrator</translation>
    </message>
</context>
<context>
    <name>PadSays</name>
    <message>
        <source>非常满意</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>基本满意</source>
        <translation>Fairly satisfied</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Dissatisfied</translation>
    </message>
    <message>
        <source>非常不满意</source>
        <translation>Very dissatisfied</translation>
    </message>
    <message>
        <source>工号 %1</source>
        <translation>Staff No. %1</translation>
    </message>
</context>
<context>
    <name>ReasonsPage</name>
    <message>
        <source>您选了“%1”</source>
        <translation>You chose: %1</translation>
    </message>
    <message>
        <source>请告诉我们哪里不满意：至少选一项才能提交</source>
        <translation>Please tell us what was wrong: choose at least one to send</translation>
    </message>
    <message>
        <source>可以选几项原因，也可以直接提交</source>
        <translation>You may choose some reasons, or just send</translation>
    </message>
    <message>
        <source>重新选择</source>
        <translation>Choose again</translation>
    </message>
    <message>
        <source>暂不评价</source>
        <translation>Rather not rate</translation>
    </message>
    <message>
        <source>正在提交…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Send</translation>
    </message>
</context>
<context>
    <name>RefusedPage</name>
    <message>
        <source>抱歉，这次没能提交您的评价</source>
        <translation>Sorry, your rating could not be sent</translation>
    </message>
    <message>
        <source>您也可以到服务台，或拨打 %1 告诉我们</source>
        <translation>You can also tell us at the desk, or call %1</translation>
    </message>
    <message>
        <source>您也可以到服务台告诉我们</source>
        <translation>You can also tell us at the desk</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>正在提交…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>重新选择</source>
        <translation>Choose again</translation>
    </message>
</context>
<context>
    <name>StaffCard</name>
    <message>
        <source>工号 %1</source>
        <translation>Staff No. %1</translation>
    </message>
</context>
<context>
    <name>ThanksPage</name>
    <message>
        <source>好的，谢谢您的光临</source>
        <translation>All right. Thank you for coming</translation>
    </message>
    <message>
        <source>谢谢您的评价</source>
        <translation>Thank you for your rating</translation>
    </message>
    <message>
        <source>祝您一切顺利</source>
        <translation>We wish you all the best</translation>
    </message>
    <message>
        <source>已收到，恢复连接后提交</source>
        <translation>Received. It will be sent when the connection is back</translation>
    </message>
    <message>
        <source>您的意见会帮助我们改进服务</source>
        <translation>Your view helps us to serve better</translation>
    </message>
</context>
<context>
    <name>TurnCard</name>
    <message>
        <source>请到本窗口</source>
        <translation>Please come to this window</translation>
    </message>
    <message>
        <source>正在办理，请稍候</source>
        <translation>Being served. Please wait</translation>
    </message>
    <message>
        <source>欢迎</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Service paused</translation>
    </message>
    <message>
        <source>窗口未开放</source>
        <translation>Window not open</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>请等候叫号，留意屏幕和语音</source>
        <translation>Please wait for your call on screen and by voice</translation>
    </message>
    <message>
        <source>请稍候或到其他窗口</source>
        <translation>Please wait or go to another window</translation>
    </message>
    <message>
        <source>请到其他窗口或服务台</source>
        <translation>Please go to another window or the desk</translation>
    </message>
</context>
</TS>
