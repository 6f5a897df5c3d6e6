<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AppointmentPage</name>
    <message>
        <source>已读到二维码</source>
        <translation>QR code read</translation>
    </message>
    <message>
        <source>正在报到，请稍候…</source>
        <translation>Checking in, one moment…</translation>
    </message>
    <message>
        <source>恢复后会继续扫码；也可以到服务台报到。</source>
        <translation>Scanning resumes once the connection is back. Or check in at the desk.</translation>
    </message>
    <message>
        <source>请调亮手机屏幕，离扫码口一掌远再试。</source>
        <translation>Make the phone&apos;s screen bright, hold it a hand&apos;s width away, and try again.</translation>
    </message>
    <message>
        <source>可以刷身份证报到，或到服务台报到。</source>
        <translation>Check in with your ID card, or at the desk.</translation>
    </message>
    <message>
        <source>没有预约，现场取号</source>
        <translation>No appointment? Take a number</translation>
    </message>
    <message>
        <source>没有扫到二维码</source>
        <translation>No code was read</translation>
    </message>
    <message>
        <source>请扫二维码</source>
        <translation>Please scan your code</translation>
    </message>
    <message>
        <source>预约码、号票、补正通知书都可以扫</source>
        <translation>Appointment code, ticket or supplement notice</translation>
    </message>
    <message>
        <source>正在恢复连接</source>
        <translation>Reconnecting…</translation>
    </message>
    <message>
        <source>扫码器暂不可用</source>
        <translation>Scanner not available</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>刷身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>预约时登记的</source>
        <translation>used for the booking</translation>
    </message>
    <message>
        <source>输手机号</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>预约时留的</source>
        <translation>used for the booking</translation>
    </message>
</context>
<context>
    <name>AwayPage</name>
    <message>
        <source>本机暂停服务</source>
        <translation>This machine is out of service</translation>
    </message>
    <message>
        <source>正在恢复连接</source>
        <translation>Reconnecting…</translation>
    </message>
    <message>
        <source>请到服务台取号，工作人员会帮您办理。</source>
        <translation>Please take a number at the desk; our staff will help you.</translation>
    </message>
</context>
<context>
    <name>BasketPage</name>
    <message>
        <source>一起办 %1 项</source>
        <translation>%1 items together</translation>
    </message>
    <message>
        <source>一个号，一项一项接着办。</source>
        <translation>One number, one item after the other.</translation>
    </message>
    <message>
        <source>一个号，按顺序接着办，不用重复取号。不要的可以去掉。</source>
        <translation>One number, one item after the other, in this order. Leave out what you do not want.</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>排在前面</source>
        <translation>people ahead</translation>
    </message>
    <message>
        <source>取号截止 %1</source>
        <translation>numbers until %1</translation>
    </message>
    <message>
        <source>预计等候</source>
        <translation>expected wait</translation>
    </message>
    <message>
        <source>去掉</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>再加一项</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>第一项现在不能取号。</source>
        <translation>No numbers are given for the first item now.</translation>
    </message>
    <message>
        <source>刷身份证取号</source>
        <translation>With ID card</translation>
    </message>
    <message>
        <source>正在取号…</source>
        <translation>Taking a number…</translation>
    </message>
    <message>
        <source>取号</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>%1 · 已刷身份证</source>
        <translation>%1 · ID card read</translation>
    </message>
</context>
<context>
    <name>CardPage</name>
    <message>
        <source>已读到身份证</source>
        <translation>ID card read</translation>
    </message>
    <message>
        <source>请放身份证</source>
        <translation>Place your ID card</translation>
    </message>
    <message>
        <source>没有读到身份证</source>
        <translation>No ID card was read</translation>
    </message>
    <message>
        <source>读卡器暂不可用</source>
        <translation>Card reader not available</translation>
    </message>
    <message>
        <source>正在办理，请稍候…</source>
        <translation>One moment, please…</translation>
    </message>
    <message>
        <source>读到后直接取号：%1</source>
        <translation>Your number is taken as soon as it is read: %1</translation>
    </message>
    <message>
        <source>放在读卡区，听到提示后取走</source>
        <translation>Lay it on the reader until you hear the tone</translation>
    </message>
    <message>
        <source>正在恢复连接</source>
        <translation>Reconnecting…</translation>
    </message>
    <message>
        <source>恢复后会继续读卡；也可以到服务台办理。</source>
        <translation>Reading resumes once the connection is back. Or go to the desk.</translation>
    </message>
    <message>
        <source>请把证件平放在读卡区，再试一次。</source>
        <translation>Lay the card flat on the reader and try again.</translation>
    </message>
    <message>
        <source>不用身份证也能取号；实名业务请到服务台。</source>
        <translation>You can take a number without a card. Where a real name is needed, please go to the desk.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>不用身份证取号</source>
        <translation>Take a number without ID card</translation>
    </message>
    <message>
        <source>没有证件、没有手机也能取号</source>
        <translation>No card or phone needed</translation>
    </message>
    <message>
        <source>我们怎样使用您的证件信息</source>
        <translation>How we use your ID card</translation>
    </message>
    <message>
        <source>只用来确认是您本人和查找您的号票、预约。号票和屏幕上不显示证件号码，办完即清除。</source>
        <translation>Only to confirm it is you and to find your tickets and appointments. Your ID number is never shown or printed, and is erased at once.</translation>
    </message>
</context>
<context>
    <name>ChoiceButton</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source> … 共 %1 步</source>
        <translation> … %1 steps</translation>
    </message>
    <message>
        <source>常办业务</source>
        <translation>Popular services</translation>
    </message>
    <message>
        <source>长辈常办</source>
        <translation>For the elderly</translation>
    </message>
    <message>
        <source>一件事一次办</source>
        <translation>Life events</translation>
    </message>
    <message numerus="yes">
        <source>%n 项</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 止号</source>
        <translation>until %1</translation>
    </message>
    <message>
        <source>未到取号时间</source>
        <translation>Not open now</translation>
    </message>
    <message>
        <source>今天放假</source>
        <translation>Holiday</translation>
    </message>
    <message>
        <source>今日已满</source>
        <translation>Full today</translation>
    </message>
    <message>
        <source>本时段已满</source>
        <translation>Full for now</translation>
    </message>
    <message>
        <source>今天来不及</source>
        <translation>Too late today</translation>
    </message>
    <message>
        <source>暂停取号</source>
        <translation>Not given now</translation>
    </message>
    <message>
        <source>等待开窗</source>
        <translation>No window yet</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>工作人员马上来</source>
        <translation>Staff are coming</translation>
    </message>
    <message>
        <source>正在呼叫工作人员…</source>
        <translation>Calling staff…</translation>
    </message>
    <message>
        <source>正在恢复连接</source>
        <translation>Reconnecting…</translation>
    </message>
    <message>
        <source>呼叫未成功，请到服务台</source>
        <translation>Call failed: please go to the desk</translation>
    </message>
    <message>
        <source>请到服务台，专人帮您办</source>
        <translation>Please go to the desk</translation>
    </message>
    <message>
        <source>%1 正在过来，请在这里等。</source>
        <translation>%1 is on the way; please wait here.</translation>
    </message>
    <message>
        <source>已经有人过来，请在这里等。</source>
        <translation>Somebody is on the way; please wait here.</translation>
    </message>
    <message>
        <source>服务台已收到，请在这里等。</source>
        <translation>The desk has your call; please wait here.</translation>
    </message>
    <message>
        <source>恢复后自动呼叫；着急请直接到服务台。</source>
        <translation>The call goes out as soon as we are back; if it is urgent, go to the desk.</translation>
    </message>
    <message>
        <source>没证件、没手机、不会用机器，都能取号。</source>
        <translation>No card, no phone? You still get a number.</translation>
    </message>
    <message>
        <source>呼叫工作人员</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <source>不用了，取消呼叫</source>
        <translation>No longer needed: cancel the call</translation>
    </message>
    <message>
        <source>咨询电话</source>
        <translation>Questions? Please call</translation>
    </message>
    <message>
        <source>回首页</source>
        <translation>Back to start</translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>工作人员
马上来</source>
        <translation>Staff are coming</translation>
    </message>
    <message>
        <source>呼叫
工作人员</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <source>正在
呼叫…</source>
        <translation>Calling…</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>现在大厅</source>
        <translation>The hall now</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>正在等候</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>%1 个</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>窗口开放</source>
        <translation>windows open</translation>
    </message>
    <message>
        <source>多数人等候</source>
        <translation>usual wait</translation>
    </message>
    <message>
        <source>请在右边选择您要办的事</source>
        <translation>What would you like to do?</translation>
    </message>
    <message>
        <source>请选择您要办的事</source>
        <translation>What would you like to do?</translation>
    </message>
    <message>
        <source>刷身份证</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>取号、补打</source>
        <translation>Take or reprint</translation>
    </message>
    <message>
        <source>实名取号、补打</source>
        <translation>Take or reprint a number</translation>
    </message>
    <message>
        <source>读卡器暂不可用</source>
        <translation>Card reader not available</translation>
    </message>
    <message>
        <source>我有预约</source>
        <translation>Appointment</translation>
    </message>
    <message>
        <source>扫码、手机号</source>
        <translation>Code or phone</translation>
    </message>
    <message>
        <source>扫码或手机号报到、补正再来</source>
        <translation>Check in, or back with a notice</translation>
    </message>
    <message>
        <source>本机暂不能打印，取号后请记下号码 · 咨询 %1</source>
        <translation>No printing here now: please note your number · %1</translation>
    </message>
    <message>
        <source>扫码器暂不可用</source>
        <translation>Scanner not available</translation>
    </message>
    <message>
        <source>全部业务</source>
        <translation>All services</translation>
    </message>
    <message>
        <source>没有身份证、没有手机也能取号 · 咨询 %1</source>
        <translation>No card or phone needed · %1</translation>
    </message>
</context>
<context>
    <name>IdleQuestion</name>
    <message>
        <source>您还在吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>%1 秒后清除信息、回到首页。</source>
        <translation>Your details will be cleared in %1 s.</translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>结束，清除我的信息</source>
        <translation>Finish and clear my details</translation>
    </message>
</context>
<context>
    <name>ItemPage</name>
    <message>
        <source>%1 %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>排在前面</source>
        <translation>people ahead</translation>
    </message>
    <message>
        <source>预计等候</source>
        <translation>expected wait</translation>
    </message>
    <message>
        <source>等待开窗</source>
        <translation>No window yet</translation>
    </message>
    <message>
        <source>%1 个</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 号</source>
        <translation>No. %1</translation>
    </message>
    <message>
        <source>窗口暂未开放</source>
        <translation>none open now</translation>
    </message>
    <message>
        <source>窗口办理</source>
        <translation>windows</translation>
    </message>
    <message>
        <source>办理窗口</source>
        <translation>window</translation>
    </message>
    <message>
        <source>这项业务现在不能取号。</source>
        <translation>No numbers for this service now.</translation>
    </message>
    <message>
        <source>请选别的业务，或到服务台：工作人员会告诉您何时、何处可以办理。</source>
        <translation>Choose another service, or ask at the desk when and where you can do this one.</translation>
    </message>
    <message>
        <source>正在取号…</source>
        <translation>Taking a number…</translation>
    </message>
    <message>
        <source>取号</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>%1 · 已刷身份证</source>
        <translation>%1 · ID card read</translation>
    </message>
    <message>
        <source>取号截止 %1</source>
        <translation>numbers until %1</translation>
    </message>
    <message>
        <source>刷身份证取号</source>
        <translation>Take a number with ID card</translation>
    </message>
    <message>
        <source>号票丢了可以补打</source>
        <translation>A lost ticket can be printed again</translation>
    </message>
    <message>
        <source>再加一项</source>
        <translation>Add an item</translation>
    </message>
    <message>
        <source>一次取号，一起办</source>
        <translation>on the same ticket</translation>
    </message>
    <message>
        <source>选别的业务</source>
        <translation>Another service</translation>
    </message>
    <message>
        <source>呼叫工作人员</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <source>到服务台</source>
        <translation>Go to the desk</translation>
    </message>
</context>
<context>
    <name>KioskPage</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>普通版</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>长辈版</source>
        <translation>Large text</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>全部业务</source>
        <translation>All services</translation>
    </message>
    <message>
        <source>长辈常办</source>
        <translation>For the elderly</translation>
    </message>
    <message>
        <source>常办业务</source>
        <translation>Popular services</translation>
    </message>
    <message>
        <source>再选一项</source>
        <translation>One more item</translation>
    </message>
    <message>
        <source>一件事一次办</source>
        <translation>Life events</translation>
    </message>
    <message>
        <source>请先选择办理类别，再选择具体事项。</source>
        <translation>First choose a category, then your service.</translation>
    </message>
    <message>
        <source>请选择具体事项；不确定时，请到服务台咨询。</source>
        <translation>Please choose your service. Not sure? Ask at the desk.</translation>
    </message>
    <message>
        <source>一个号按顺序办几件事，不用再取号。</source>
        <translation>One number for several items, one after the other.</translation>
    </message>
    <message>
        <source>第 %1 页，共 %2 页</source>
        <translation>Page %1 of %2</translation>
    </message>
    <message>
        <source>%1 · 已刷身份证</source>
        <translation>%1 · ID card read</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>自助取号</source>
        <translation>Self-service tickets</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>OfferPage</name>
    <message>
        <source>正在叫您的号</source>
        <translation>Your number is called</translation>
    </message>
    <message>
        <source>您已经有号，不用再取</source>
        <translation>You already have a number</translation>
    </message>
    <message>
        <source>请到 %1</source>
        <translation>Please go to %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>请留意叫号屏和广播</source>
        <translation>Watch the call screens</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>补打号票</source>
        <translation>Print the ticket again</translation>
    </message>
    <message>
        <source>本机暂不能打印</source>
        <translation>This machine cannot print now</translation>
    </message>
    <message>
        <source>请记下号码或拍照，凭号码也能办理。</source>
        <translation>Note the number or take a photo: that is enough.</translation>
    </message>
    <message>
        <source>办别的业务</source>
        <translation>Another service</translation>
    </message>
    <message>
        <source>票还在，不用补打</source>
        <translation>I still have it</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>您的号票</source>
        <translation>Your ticket</translation>
    </message>
    <message>
        <source>可以重新打印这张号票。</source>
        <translation>This ticket can be printed again.</translation>
    </message>
    <message>
        <source>优先办理</source>
        <translation>Priority service</translation>
    </message>
    <message>
        <source>您好，%1</source>
        <translation>Hello, %1</translation>
    </message>
    <message>
        <source>今天还没有您的号票和预约，请选择要办的业务。</source>
        <translation>You have no ticket and no appointment today. Please choose a service.</translation>
    </message>
    <message>
        <source>请取走身份证。离开前请按“返回”，您的信息会立即清除。</source>
        <translation>Please take your ID card. Touch Back before you leave to clear your details.</translation>
    </message>
    <message>
        <source>预约报到 %1</source>
        <translation>Check in %1</translation>
    </message>
    <message>
        <source>您的办理结果</source>
        <translation>Your results</translation>
    </message>
    <message>
        <source>这是您今天的预约、号票和可领取的结果。</source>
        <translation>Your appointments and tickets of today, and results to collect.</translation>
    </message>
    <message>
        <source>请带身份证到窗口领取。</source>
        <translation>Bring your ID card to the window.</translation>
    </message>
    <message>
        <source>领取结果 %1</source>
        <translation>Result: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>在取件柜 %1</source>
        <translation>in locker %1</translation>
    </message>
    <message>
        <source>报到</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>取号</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>选择业务取号</source>
        <translation>Choose a service</translation>
    </message>
    <message>
        <source>办别的业务</source>
        <translation>Another service</translation>
    </message>
</context>
<context>
    <name>PhonePage</name>
    <message>
        <source>请输入预约时留的手机号</source>
        <translation>The phone number you booked with</translation>
    </message>
    <message>
        <source>只用来找到您的预约，离开本页即清除。</source>
        <translation>Only to find your appointment; erased when you leave this page.</translation>
    </message>
    <message>
        <source>离开本页即清除。</source>
        <translation>Erased when you leave this page.</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>退格</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>正在报到，请稍候…</source>
        <translation>Checking in, one moment…</translation>
    </message>
    <message>
        <source>报到</source>
        <translation>Check in</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>正在叫您的号</source>
        <translation>Your number is called</translation>
    </message>
    <message>
        <source>您的号码</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>预计等候 %1</source>
        <translation>Wait: %1</translation>
    </message>
    <message>
        <source>请留意叫号屏和广播</source>
        <translation>Watch the call screens</translation>
    </message>
    <message>
        <source>之后接着办 %1 项</source>
        <translation>then %1 more</translation>
    </message>
    <message>
        <source>请到 %1</source>
        <translation>Please go to %1</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>号码有效，打印机暂时没有反应</source>
        <translation>Your number is valid; the printer is not answering</translation>
    </message>
    <message>
        <source>已打印，请取票</source>
        <translation>Printed. Please take your ticket</translation>
    </message>
    <message>
        <source>号码有效，但没有打印出来</source>
        <translation>Your number is valid, but was not printed</translation>
    </message>
    <message>
        <source>号码有效，请看看出票口有没有号票</source>
        <translation>Your number is valid. Is there a ticket in the slot?</translation>
    </message>
    <message>
        <source>请到等候区就座，留意叫号屏和广播。</source>
        <translation>Please take a seat and watch the call screens.</translation>
    </message>
    <message>
        <source>请记下号码或拍照，凭号码也能办理。</source>
        <translation>Note the number or take a photo: that is enough.</translation>
    </message>
    <message>
        <source>没有号票时，请记下号码或拍照，也可以再打一次。</source>
        <translation>If not, note the number or take a photo, or print it again.</translation>
    </message>
    <message>
        <source>记下了，完成</source>
        <translation>Noted, done</translation>
    </message>
    <message>
        <source>号码有效</source>
        <translation>Your number is valid</translation>
    </message>
    <message>
        <source>%1优先</source>
        <translation>Priority: %1</translation>
    </message>
    <message>
        <source>优先办理</source>
        <translation>Priority service</translation>
    </message>
    <message>
        <source>预约</source>
        <translation>Appointment</translation>
    </message>
    <message>
        <source>离线取号</source>
        <translation>taken offline</translation>
    </message>
    <message>
        <source>%1：%2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>请在出票口等候。</source>
        <translation>Please wait for your ticket.</translation>
    </message>
    <message>
        <source>请现在就去窗口。</source>
        <translation>Please go to the window now.</translation>
    </message>
    <message>
        <source>打印机没有纸了。</source>
        <translation>The printer is out of paper. </translation>
    </message>
    <message>
        <source>打印机的盖子开着。</source>
        <translation>The printer&apos;s cover is open. </translation>
    </message>
    <message>
        <source>请记下号码或拍照。</source>
        <translation>Please note the number or take a photo.</translation>
    </message>
    <message>
        <source>再打一次</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>到服务台</source>
        <translation>Go to the desk</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>选别的业务</source>
        <translation>Another service</translation>
    </message>
    <message>
        <source>刷身份证</source>
        <translation>Use ID card</translation>
    </message>
    <message>
        <source>看我的号票</source>
        <translation>See my ticket</translation>
    </message>
    <message>
        <source>呼叫工作人员</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <source>用手机号报到</source>
        <translation>Use my phone number</translation>
    </message>
    <message>
        <source>再扫一次</source>
        <translation>Scan again</translation>
    </message>
    <message>
        <source>补打号票</source>
        <translation>Print the ticket again</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>到服务台</source>
        <translation>Go to the desk</translation>
    </message>
</context>
<context>
    <name>WindowStrip</name>
    <message>
        <source>%1 号</source>
        <translation>No. %1</translation>
    </message>
    <message>
        <source>窗口开放</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>领证窗口</source>
        <translation>Collection</translation>
    </message>
    <message>
        <source>潮汐窗口</source>
        <translation>Extra window</translation>
    </message>
    <message>
        <source>未开放</source>
        <translation>Closed</translation>
    </message>
</context>
<context>
    <name>WorkingPage</name>
    <message>
        <source>正在办理，请稍候…</source>
        <translation>One moment, please…</translation>
    </message>
    <message>
        <source>正在恢复连接</source>
        <translation>Reconnecting…</translation>
    </message>
    <message>
        <source>正在登记您的请求，请不要离开。</source>
        <translation>Your request is being registered. Please stay.</translation>
    </message>
    <message>
        <source>您的请求已记下，连接恢复后会自动办好，不用再按。</source>
        <translation>Your request is kept and will be done once the connection is back. No need to touch again.</translation>
    </message>
    <message>
        <source>可以在这里等，也可以到服务台</source>
        <translation>Wait here, or go to the desk</translation>
    </message>
    <message>
        <source>离开这一页后，刚才的请求不再办理，不会多取号。</source>
        <translation>If you leave this page, the request is dropped; no extra number is taken.</translation>
    </message>
    <message>
        <source>到服务台</source>
        <translation>Go to the desk</translation>
    </message>
    <message>
        <source>不等了</source>
        <translation>Stop waiting</translation>
    </message>
</context>
</TS>
