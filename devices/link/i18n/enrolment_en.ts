<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>CodeField</name>
    <message>
        <source>登记码</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>EnrolledPage</name>
    <message>
        <source>登记成功</source>
        <translation>Enrolled</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>退格</source>
        <translation>Backspace</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>登记本机</source>
        <translation>Enrol this screen</translation>
    </message>
    <message>
        <source>主机地址</source>
        <translation>Hub's address</translation>
    </message>
    <message>
        <source>登记码（11 位）</source>
        <translation>Code (11 letters)</translation>
    </message>
    <message>
        <source>正在登记…</source>
        <translation>Enrolling…</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Enrol</translation>
    </message>
</context>
<context>
    <name>Saying</name>
    <message>
        <source>正在登记…</source>
        <translation>Enrolling…</translation>
    </message>
    <message>
        <source>正在连接 %1</source>
        <translation>Asking %1</translation>
    </message>
    <message>
        <source>请管理员打开主机的 /staff 网页，为“%1”生成登记码。在这里填好主机地址和登记码，再按“登记”。</source>
        <translation>Ask an admin to open /staff on the hub and make a code for "%1". Type the hub's address and the code here, then press Enrol.</translation>
    </message>
</context>
<context>
    <name>Says</name>
    <message>
        <source>取号机 %1</source>
        <translation>Kiosk %1</translation>
    </message>
    <message>
        <source>取号机</source>
        <translation>Kiosk</translation>
    </message>
    <message>
        <source>%1 号窗口叫号面板</source>
        <translation>Clerk's panel, window %1</translation>
    </message>
    <message>
        <source>叫号面板</source>
        <translation>Clerk's panel</translation>
    </message>
    <message>
        <source>%1 号窗口评价器</source>
        <translation>Rating pad, window %1</translation>
    </message>
    <message>
        <source>评价器</source>
        <translation>Rating pad</translation>
    </message>
    <message>
        <source>%1 号窗口显示屏</source>
        <translation>Call screen, window %1</translation>
    </message>
    <message>
        <source>区域 %1 显示屏</source>
        <translation>Call screen, zone %1</translation>
    </message>
    <message>
        <source>显示屏</source>
        <translation>Call screen</translation>
    </message>
    <message>
        <source>这个主机地址不能用</source>
        <translation>This address cannot be used</translation>
    </message>
    <message>
        <source>登记码不对</source>
        <translation>This code does not hold</translation>
    </message>
    <message>
        <source>登记码还没有填完</source>
        <translation>The code is not complete</translation>
    </message>
    <message>
        <source>试错太多，请稍后再试</source>
        <translation>Too many wrong tries; come back later</translation>
    </message>
    <message>
        <source>无法与主机建立加密连接</source>
        <translation>No encrypted line to the hub</translation>
    </message>
    <message>
        <source>这个地址上不是本系统的主机</source>
        <translation>What answers there is no hub</translation>
    </message>
    <message>
        <source>应答的不是给出登记码的主机</source>
        <translation>It is not the hub that showed the code</translation>
    </message>
    <message>
        <source>这个登记码不是给本机的</source>
        <translation>This code is for another program</translation>
    </message>
    <message>
        <source>主机没有证书</source>
        <translation>The hub has no certificate</translation>
    </message>
    <message>
        <source>主机与本机的软件版本不同</source>
        <translation>Hub and screen are of different versions</translation>
    </message>
    <message>
        <source>主机现在不能登记</source>
        <translation>The hub cannot enrol anybody now</translation>
    </message>
    <message>
        <source>登记文件无法写入</source>
        <translation>The file cannot be written</translation>
    </message>
    <message>
        <source>主机没有应答</source>
        <translation>The hub does not answer</translation>
    </message>
    <message>
        <source>应像 wss://10.1.0.2:8710/link；主机在别的电脑上时必须用 wss://。</source>
        <translation>It is like wss://10.1.0.2:8710/link; a hub on another computer needs wss://.</translation>
    </message>
    <message>
        <source>请核对 11 位字母和数字。登记码只能用一次，15 分钟内有效；请管理员重新生成。</source>
        <translation>Compare the 11 letters and digits. A code holds once, for 15 minutes; ask the admin for a new one.</translation>
    </message>
    <message>
        <source>登记码有 11 位字母和数字，形如 7KQ-4XRM-92TB；主机地址也要填写。</source>
        <translation>A code has 11 letters and digits, like 7KQ-4XRM-92TB; the address is needed, too.</translation>
    </message>
    <message>
        <source>主机暂时不再理会本机地址，登记码可能已作废；请过几分钟重新生成。</source>
        <translation>The hub hears nobody from this address for now, and the code may be void; make a new one in some minutes.</translation>
    </message>
    <message>
        <source>%1 的端口可能不对，或主机没有启用 TLS。</source>
        <translation>The port in %1 may be wrong, or the hub speaks no TLS.</translation>
    </message>
    <message>
        <source>请核对 %1。</source>
        <translation>Compare %1.</translation>
    </message>
    <message>
        <source>可能有人冒充主机。没有保存任何内容；请核对地址，并告诉管理员。</source>
        <translation>Somebody may pretend to be the hub. Nothing was kept; compare the address and tell the admin.</translation>
    </message>
    <message>
        <source>本机是“%1”。请管理员为它生成登记码；这个登记码没有用掉。</source>
        <translation>This is "%1". Ask the admin for a code for it; this one was not used up.</translation>
    </message>
    <message>
        <source>请在主机上运行 hall pki init，再生成新的登记码。</source>
        <translation>Say hall pki init on the hub, then make a new code.</translation>
    </message>
    <message>
        <source>请先更新本机或主机的软件。</source>
        <translation>Update the software here or on the hub.</translation>
    </message>
    <message>
        <source>主机正在停止，或名册无法写入；请稍后再试，并查看主机日志。</source>
        <translation>It is stopping, or cannot write its register; try again soon, and read the hub's log.</translation>
    </message>
    <message>
        <source>%1：请检查磁盘和权限，再按“登记”。</source>
        <translation>%1: look at the disk and its rights, then press Enrol again.</translation>
    </message>
    <message>
        <source>请核对 %1 和网络，并确认主机正在运行；主机启用 TLS 时用 wss://。</source>
        <translation>Compare %1, look at the network and whether the hub runs; with TLS it is wss://.</translation>
    </message>
</context>
<context>
    <name>Titles</name>
    <message>
        <source>本机尚未登记</source>
        <translation>This screen is not enrolled yet</translation>
    </message>
    <message>
        <source>This screen is not enrolled yet</source>
        <extracomment>The title in the other language.</extracomment>
        <translation>本机尚未登记</translation>
    </message>
</context>
</TS>
