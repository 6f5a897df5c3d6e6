// What the page says: who a screen is, and why it was not enrolled.
pragma Singleton
import QtQuick

QtObject {
    // A screen by its role and place, such as "window-5" or "zone-tax".
    function who(role: string, place: string): string {
        const window = place.startsWith("window-") ? place.slice(7) : "";
        switch (role) {
        case "kiosk":
            return place.length > 0 ? qsTr("取号机 %1").arg(place) : qsTr("取号机");
        case "clerk":
            return window.length > 0 ? qsTr("%1 号窗口叫号面板").arg(window) : qsTr("叫号面板");
        case "pad":
            return window.length > 0 ? qsTr("%1 号窗口评价器").arg(window) : qsTr("评价器");
        default:
            if (window.length > 0)
                return qsTr("%1 号窗口显示屏").arg(window);
            return place.startsWith("zone-") ? qsTr("区域 %1 显示屏").arg(place.slice(5)) : qsTr("显示屏");
        }
    }

    // What is the matter, in a few words.
    function trouble(code: string): string {
        switch (code) {
        case "address":
            return qsTr("这个主机地址不能用");
        case "code":
            return qsTr("登记码不对");
        case "incomplete":
            return qsTr("登记码还没有填完");
        case "later":
            return qsTr("试错太多，请稍后再试");
        case "not_tls":
            return qsTr("无法与主机建立加密连接");
        case "no_hub":
            return qsTr("这个地址上不是本系统的主机");
        case "other_hub":
            return qsTr("应答的不是给出登记码的主机");
        case "other_role":
            return qsTr("这个登记码不是给本机的");
        case "no_authority":
            return qsTr("主机没有证书");
        case "version":
            return qsTr("主机与本机的软件版本不同");
        case "not_now":
            return qsTr("主机现在不能登记");
        case "unwritable":
            return qsTr("登记文件无法写入");
        default:
            return qsTr("主机没有应答");
        }
    }

    // What to do about it.
    function advice(code: string, address: string, file: string, self: string): string {
        switch (code) {
        case "address":
            return qsTr("应像 wss://10.1.0.2:8710/link；主机在别的电脑上时必须用 wss://。");
        case "code":
            return qsTr("请核对 11 位字母和数字。登记码只能用一次，15 分钟内有效；请管理员重新生成。");
        case "incomplete":
            return qsTr("登记码有 11 位字母和数字，形如 7KQ-4XRM-92TB；主机地址也要填写。");
        case "later":
            return qsTr("主机暂时不再理会本机地址，登记码可能已作废；请过几分钟重新生成。");
        case "not_tls":
            return qsTr("%1 的端口可能不对，或主机没有启用 TLS。").arg(address);
        case "no_hub":
            return qsTr("请核对 %1。").arg(address);
        case "other_hub":
            return qsTr("可能有人冒充主机。没有保存任何内容；请核对地址，并告诉管理员。");
        case "other_role":
            return qsTr("本机是“%1”。请管理员为它生成登记码；这个登记码没有用掉。").arg(self);
        case "no_authority":
            return qsTr("请在主机上运行 hall pki init，再生成新的登记码。");
        case "version":
            return qsTr("请先更新本机或主机的软件。");
        case "not_now":
            return qsTr("主机正在停止，或名册无法写入；请稍后再试，并查看主机日志。");
        case "unwritable":
            return qsTr("%1：请检查磁盘和权限，再按“登记”。").arg(file);
        default:
            return qsTr("请核对 %1 和网络，并确认主机正在运行；主机启用 TLS 时用 wss://。").arg(address);
        }
    }
}
