<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Waiting</name>
    <message>
        <source>正在等待主机</source>
        <translation>Reconnecting…</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>无需等候</source>
        <translation>No wait</translation>
    </message>
    <message>
        <source>%1 分钟以内</source>
        <translation>≤ %1 min</translation>
    </message>
    <message>
        <source>约 %1 分钟</source>
        <translation>About %1 min</translation>
    </message>
    <message>
        <source>%1–%2 分钟</source>
        <translation>%1–%2 min</translation>
    </message>
    <message>
        <source>前面 %1 人</source>
        <translation>%1 ahead</translation>
    </message>
    <message>
        <source>前面没有人</source>
        <translation>0 ahead</translation>
    </message>
    <message>
        <source>%1 号窗口</source>
        <translation>Window %1</translation>
    </message>
    <message>
        <source>%1 等 %2 个窗口</source>
        <translation>Windows %1 … (%2)</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 号窗口</source>
        <comment>several</comment>
        <translation>Windows %1</translation>
    </message>
    <message>
        <source>一楼</source>
        <translation>Floor 1</translation>
    </message>
    <message>
        <source>二楼</source>
        <translation>Floor 2</translation>
    </message>
    <message>
        <source>三楼</source>
        <translation>Floor 3</translation>
    </message>
    <message>
        <source>四楼</source>
        <translation>Floor 4</translation>
    </message>
    <message>
        <source>五楼</source>
        <translation>Floor 5</translation>
    </message>
    <message>
        <source>六楼</source>
        <translation>Floor 6</translation>
    </message>
    <message>
        <source>%1 楼</source>
        <translation>Floor %1</translation>
    </message>
    <message>
        <source>星期一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>星期二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>星期三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>星期四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>星期五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>星期六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>星期日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>1月</source>
        <translation>Jan</translation>
    </message>
    <message>
        <source>2月</source>
        <translation>Feb</translation>
    </message>
    <message>
        <source>3月</source>
        <translation>Mar</translation>
    </message>
    <message>
        <source>4月</source>
        <translation>Apr</translation>
    </message>
    <message>
        <source>5月</source>
        <translation>May</translation>
    </message>
    <message>
        <source>6月</source>
        <translation>Jun</translation>
    </message>
    <message>
        <source>7月</source>
        <translation>Jul</translation>
    </message>
    <message>
        <source>8月</source>
        <translation>Aug</translation>
    </message>
    <message>
        <source>9月</source>
        <translation>Sep</translation>
    </message>
    <message>
        <source>10月</source>
        <translation>Oct</translation>
    </message>
    <message>
        <source>11月</source>
        <translation>Nov</translation>
    </message>
    <message>
        <source>12月</source>
        <translation>Dec</translation>
    </message>
    <message>
        <source>%1%2日 %3</source>
        <translation>%3 %2 %1</translation>
    </message>
</context>
</TS>
