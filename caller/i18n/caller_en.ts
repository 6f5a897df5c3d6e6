<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Asks</name>
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
        <source>哪一个挂起的号不再回来了？</source>
        <translation>Which held visitor is not coming back?</translation>
    </message>
    <message>
        <source>恢复哪一个过号的号？</source>
        <translation>Which missed number to return?</translation>
    </message>
    <message>
        <source>谁缴费、复印后回来了？</source>
        <translation>Who is back from paying or copying?</translation>
    </message>
    <message>
        <source>%1 转到哪里？</source>
        <translation>Transfer %1 to where?</translation>
    </message>
    <message>
        <source>%1 办完后转到哪里？</source>
        <translation>Where does %1 go on?</translation>
    </message>
    <message>
        <source>%1 排在哪里？</source>
        <translation>Where in the line does %1 go?</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>为什么先叫 %1？</source>
        <translation>Why call %1 first?</translation>
    </message>
    <message>
        <source>%1 优先的理由？</source>
        <translation>Why does %1 go first?</translation>
    </message>
    <message>
        <source>%1 出示了什么？</source>
        <translation>What did %1 show?</translation>
    </message>
    <message>
        <source>办理什么事项？</source>
        <translation>Which item?</translation>
    </message>
    <message>
        <source>还有人在等，为什么先办？</source>
        <translation>Others wait. Why serve this first?</translation>
    </message>
    <message>
        <source>办件从哪里来？</source>
        <translation>How did it come?</translation>
    </message>
    <message>
        <source>%1 实际办什么？</source>
        <translation>What is %1 here for?</translation>
    </message>
    <message>
        <source>改办，还是加办？</source>
        <translation>Instead, or as well?</translation>
    </message>
    <message>
        <source>%1 的哪一个事项？</source>
        <translation>Which item of %1?</translation>
    </message>
    <message>
        <source>出具哪一种文书？</source>
        <translation>Which paper?</translation>
    </message>
    <message>
        <source>手中的号交给谁？</source>
        <translation>Hand over to whom?</translation>
    </message>
    <message>
        <source>呼叫导办</source>
        <translation>Call a guide</translation>
    </message>
    <message>
        <source>按键，或 ↑↓ 移动，回车确定</source>
        <translation>Press a key, or ↑↓ and Enter</translation>
    </message>
    <message>
        <source>输入编号或拼音首字母，↑↓ 移动，回车确定</source>
        <translation>Type a code or pinyin initials, ↑↓, Enter</translation>
    </message>
    <message>
        <source>输入编号筛选，↑↓ 移动，回车确定</source>
        <translation>Type a code to narrow, ↑↓ to move, Enter to choose</translation>
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
        <source>别的窗口没有人登录，请先办完手中的号；挂起的不再回来，按 L 过号</source>
        <translation>Nobody is signed in at another window. Finish your visitors first; who is held and gone for good, give up with L</translation>
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
        <source>叫这一位</source>
        <translation>Call this visitor</translation>
    </message>
    <message>
        <source>按姓名叫这一位</source>
        <translation>Call this visitor by name</translation>
    </message>
    <message>
        <source>登记优先…</source>
        <translation>Let them go first…</translation>
    </message>
    <message>
        <source>网上申请</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>邮寄</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>By phone</translation>
    </message>
    <message>
        <source>窗口现场</source>
        <translation>At the window</translation>
    </message>
    <message>
        <source>改办这个事项</source>
        <translation>Instead of the item</translation>
    </message>
    <message>
        <source>加办这个事项</source>
        <translation>As well as the item</translation>
    </message>
    <message>
        <source>一次性告知单</source>
        <translation>One-time notice</translation>
    </message>
    <message>
        <source>补齐补正通知书</source>
        <translation>Supplement notice</translation>
    </message>
    <message>
        <source>容缺受理承诺书</source>
        <translation>Deferral promise</translation>
    </message>
    <message>
        <source>容缺受理通知书</source>
        <translation>Deferral notice</translation>
    </message>
    <message>
        <source>紧急情况</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>群众行动不便，需要陪同</source>
        <translation>Visitor needs to be accompanied</translation>
    </message>
    <message>
        <source>语言或手语沟通</source>
        <translation>Language or sign language</translation>
    </message>
    <message>
        <source>业务问题，请人来看</source>
        <translation>A question about the business</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>不用来了，或已经处理</source>
        <translation>No longer needed, or done</translation>
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
    <message>
        <source>%1 号窗口 · 开放</source>
        <translation>Window %1 · open</translation>
    </message>
    <message>
        <source>%1 号窗口 · 未开放</source>
        <translation>Window %1 · not open</translation>
    </message>
    <message>
        <source>%1 缺哪些材料？</source>
        <translation>What does %1 lack?</translation>
    </message>
    <message>
        <source>数字或空格勾选，可以不选</source>
        <translation>Digits or space tick; may be none</translation>
    </message>
    <message>
        <source>数字或空格勾选；不选就列出全部</source>
        <translation>Digits or space tick; none lists all</translation>
    </message>
    <message>
        <source>不选就按承诺书；以承诺的日期为准</source>
        <translation>None takes all that was promised, by that day</translation>
    </message>
    <message>
        <source>数字或空格勾选 · %1前补交</source>
        <translation>Digits or space tick · due %1</translation>
    </message>
    <message>
        <source>数字或空格勾选</source>
        <translation>Digits or space tick</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>打印（%1 项）</source>
        <translation>Print (%1)</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>请将工作证放到读卡器</source>
        <translation>Put your staff card on the reader</translation>
    </message>
    <message>
        <source>请输入密码</source>
        <translation>Enter your PIN</translation>
    </message>
    <message>
        <source>请设置自己的新密码</source>
        <translation>Choose a new PIN</translation>
    </message>
    <message>
        <source>请再输入一次新密码</source>
        <translation>Enter the new PIN again</translation>
    </message>
    <message>
        <source>没有读到工作证</source>
        <translation>No staff card was read</translation>
    </message>
    <message>
        <source>本窗口没有可用的读卡器，请联系技术人员</source>
        <translation>No reader works at this window; call the technician</translation>
    </message>
    <message>
        <source>读卡器有故障，请联系技术人员</source>
        <translation>The reader has a fault; call the technician</translation>
    </message>
    <message>
        <source>这张卡没有登记为工作证</source>
        <translation>This card is not registered as a staff card</translation>
    </message>
    <message>
        <source>现在的密码是别人设置的，请换成自己的</source>
        <translation>Your PIN was set by somebody else; choose your own</translation>
    </message>
    <message>
        <source>正在等待主机，请稍后再试</source>
        <translation>Waiting for the hub; try again later</translation>
    </message>
    <message>
        <source>两次输入不一样，请重新设置</source>
        <translation>The two entries differ; choose again</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>%1 受理</source>
        <translation>Accept %1</translation>
    </message>
    <message>
        <source>输入或扫描办件编号，没有可不填</source>
        <translation>Type or scan the case number, if there is one</translation>
    </message>
    <message>
        <source>办件编号只能有字母、数字和 - _</source>
        <translation>A case number has only letters, digits, - and _</translation>
    </message>
    <message>
        <source>办件编号</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>材料齐全，一次通过</source>
        <translation>Complete at first try</translation>
    </message>
    <message>
        <source>回车</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>没有一次通过…</source>
        <translation>Not at first try…</translation>
    </message>
    <message>
        <source>受理后打印受理凭证</source>
        <translation>The receipt is printed at once</translation>
    </message>
</context>
<context>
    <name>ChecklistPage</name>
    <message>
        <source>这个事项没有材料清单，请写明内容</source>
        <translation>This item has no list of materials; write what is needed</translation>
    </message>
    <message>
        <source>补充说明，可不填（Tab）</source>
        <translation>More words, if any (Tab)</translation>
    </message>
    <message>
        <source>写明要补什么</source>
        <translation>What is still needed</translation>
    </message>
    <message>
        <source>回车</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>ChooserPage</name>
    <message>
        <source>已输入 %1（退格键删除）</source>
        <translation>Typed: %1 (Backspace deletes)</translation>
    </message>
</context>
<context>
    <name>DetailText</name>
    <message>
        <source>%1：%2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>办完，转</source>
        <translation>Done, go on to</translation>
    </message>
    <message>
        <source>已辅导告知</source>
        <translation>Told at the consult desk</translation>
    </message>
    <message>
        <source>还要办</source>
        <translation>Also here for</translation>
    </message>
    <message>
        <source>为何叫这一位</source>
        <translation>Why this one</translation>
    </message>
    <message>
        <source>首问责任人</source>
        <translation>First asked</translation>
    </message>
    <message>
        <source>断网取号</source>
        <translation>Offline number</translation>
    </message>
    <message>
        <source>主机断开时由取号机发出</source>
        <translation>given by a kiosk while the hub was away</translation>
    </message>
</context>
<context>
    <name>Dots</name>
    <message>
        <source>已输入 %1 位</source>
        <translation>%1 digits entered</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>今日 %1 件 · 平均 %2 分钟</source>
        <translation>%1 today · avg %2 min</translation>
    </message>
    <message>
        <source>今日 %1 件</source>
        <translation>%1 today</translation>
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
    <name>Keypad</name>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
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
        <source>无人操作，%1 秒后退出</source>
        <translation>Nobody is here: signing out in %1 s</translation>
    </message>
    <message>
        <source>触摸屏幕或按任意键，继续登录</source>
        <translation>Touch the panel or press any key to stay signed in</translation>
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
    <name>PageFrame</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
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
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>受理</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>出具文书</source>
        <translation>Issue a paper</translation>
    </message>
    <message>
        <source>更正事项</source>
        <translation>Correct the items</translation>
    </message>
    <message>
        <source>完成，转下一步</source>
        <translation>Finish and go on elsewhere</translation>
    </message>
    <message>
        <source>无号办理</source>
        <translation>Serve without a number</translation>
    </message>
    <message>
        <source>办完又回来</source>
        <translation>Back after paying</translation>
    </message>
    <message>
        <source>挂起的不再回来（过号）</source>
        <translation>Held visitor gone for good</translation>
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
        <source>二次优先</source>
        <translation>Second visit</translation>
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
        <source>%1·%2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>优先先叫</source>
        <translation>Priority goes first</translation>
    </message>
    <message>
        <source>二次优先先叫</source>
        <translation>Second visit first</translation>
    </message>
    <message>
        <source>绿色通道先办</source>
        <translation>Green channel first</translation>
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
        <source>收尾：办完手中的号，不再叫号</source>
        <translation>Closing: finishes its tickets, calls no more</translation>
    </message>
    <message>
        <source>潮汐支援 %1，至 %2</source>
        <translation>Lent to %1 until %2</translation>
    </message>
    <message>
        <source>办理 %1</source>
        <translation>Serves %1</translation>
    </message>
    <message>
        <source>专职窗口，不叫号</source>
        <translation>Dedicated window, calls nobody</translation>
    </message>
    <message>
        <source>已呼叫导办</source>
        <translation>Guide called</translation>
    </message>
    <message>
        <source>%1 正赶来</source>
        <translation>%1 is coming</translation>
    </message>
    <message>
        <source>求助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>排在最前</source>
        <translation>In front</translation>
    </message>
</context>
<context>
    <name>SecondThoughts</name>
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
    <name>SignInPage</name>
    <message>
        <source>读卡器读到后自动继续</source>
        <translation>Goes on by itself when it was read</translation>
    </message>
    <message>
        <source>%1 · 4 到 8 位数字，回车确定</source>
        <translation>%1 · 4 to 8 digits, then Enter</translation>
    </message>
    <message>
        <source>4 到 8 位数字，回车确定</source>
        <translation>4 to 8 digits, then Enter</translation>
    </message>
    <message>
        <source>正在核对…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>正在等待工作证…</source>
        <translation>Waiting for a staff card…</translation>
    </message>
    <message>
        <source>重新读卡</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>回车</source>
        <translation>Enter</translation>
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
        <source>无号</source>
        <translation>No number</translation>
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
        <source>没有取号</source>
        <translation>without a number</translation>
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
        <source>登记无号办件</source>
        <translation>Record work</translation>
    </message>
    <message>
        <source>请稍候…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>撤销 (%1)</source>
        <translation>Undo (%1)</translation>
    </message>
</context>
<context>
    <name>WaitingLine</name>
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
    <message>
        <source>回车</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>叫号、优先…</source>
        <translation>Call, priority…</translation>
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
</context>
</TS>
