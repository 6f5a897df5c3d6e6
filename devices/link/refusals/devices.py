"""Refusals: devices, print jobs and readers."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

SENTENCES = {
    "unknown_job": Sentence("没有这个打印任务。", "There is no such print job."),
    "unknown_device": Sentence("配置中没有这个设备。", "There is no such device in the hall's settings."),
    "wrong_job_state": Sentence(
        "打印任务现在的状态不能这样做。", "The print job's state does not allow this."
    ),
    "no_reader": Sentence(
        "这里没有可用的读卡器或扫码器，请到服务台。", "No reader works here; please go to the desk."
    ),
    "nothing_read": Sentence(
        "没有读到，请再试一次或到服务台。", "Nothing was read; try again or go to the desk."
    ),
    "reader_fault": Sentence(
        "读卡器或扫码器有故障，请到服务台。", "The reader has a fault; please go to the desk."
    ),
    "dropped": Sentence("已取消。", "Cancelled."),
}
