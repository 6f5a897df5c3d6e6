// Sentences that more than one screen says: waits, people, days. A range of 0 to 0 means no wait.
pragma Singleton
import QtQuick

QtObject {
    // A forecast wait as a range, in whole minutes.
    function wait(low: int, high: int): string {
        if (high <= 0)
            return qsTr("无需等候");
        if (low <= 0)
            return qsTr("%1 分钟以内").arg(high);
        if (low >= high)
            return qsTr("约 %1 分钟").arg(high);
        return qsTr("%1–%2 分钟").arg(low).arg(high);
    }

    // How many people are before somebody who takes a number now.
    function ahead(people: int): string {
        return people > 0 ? qsTr("前面 %1 人").arg(people) : qsTr("前面没有人");
    }

    // Where a called visitor goes.
    function window(number: int): string {
        return qsTr("%1 号窗口").arg(number);
    }

    // Several windows, in a few words.
    function windows(numbers: var): string {
        if (numbers.length === 0)
            return "";
        if (numbers.length === 1)
            return window(numbers[0]);
        // Five numbers of two digits have room, or three of three.
        if (numbers.length > 5 || numbers.join("").length > 10)
            return qsTr("%1 等 %2 个窗口").arg(numbers.slice(0, numbers[0] > 99 ? 2 : 3).join(qsTr("、"))).arg(numbers.length);
        return qsTr("%1 号窗口", "several").arg(numbers.join(qsTr("、")));
    }

    // A floor as it is spoken; 1 is the ground floor.
    function floor(number: int): string {
        const names = [qsTr("一楼"), qsTr("二楼"), qsTr("三楼"), qsTr("四楼"), qsTr("五楼"), qsTr("六楼")];
        return number >= 1 && number <= names.length ? names[number - 1] : qsTr("%1 楼").arg(number);
    }

    // A day of the week; 1 is Monday.
    function weekday(number: int): string {
        return [qsTr("星期一"), qsTr("星期二"), qsTr("星期三"), qsTr("星期四"), qsTr("星期五"), qsTr("星期六"), qsTr("星期日")][number - 1] ?? "";
    }

    function month(number: int): string {
        return [qsTr("1月"), qsTr("2月"), qsTr("3月"), qsTr("4月"), qsTr("5月"), qsTr("6月"), qsTr("7月"), qsTr("8月"), qsTr("9月"), qsTr("10月"), qsTr("11月"), qsTr("12月")][number - 1] ?? "";
    }

    // A date with its weekday.
    function date(monthNumber: int, day: int, weekdayNumber: int): string {
        return qsTr("%1%2日 %3").arg(month(monthNumber)).arg(day).arg(weekday(weekdayNumber));
    }
}
