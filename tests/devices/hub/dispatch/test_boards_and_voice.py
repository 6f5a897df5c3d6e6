"""Strips are told what they should show; calls are spoken where they belong, or not at all."""

from __future__ import annotations

from devices.hub.hub import Hub
from devices.link import commands as c
from devices.link import jobs as j
from tests.devices.hub.dispatch.hosts import Host, say, take
from tests.devices.hub.played import clerk


def texts(host: Host) -> list[str]:
    return [job.work.text for job in host.jobs(j.ShowText) if isinstance(job.work, j.ShowText)]


async def test_a_strip_is_told_when_its_text_changes_and_only_then(hub: Hub, local: Host) -> None:
    await local.announce()
    assert texts(local) == ["窗口未开放"]
    await say(hub, clerk(1), c.SignIn(clerk="0101"))
    await take(hub)
    assert texts(local) == ["窗口未开放"]
    await say(hub, clerk(1), c.OpenWindow(), c.CallNext(), c.Recall(), c.Start(), c.Finish())
    assert texts(local) == ["窗口未开放", "1号窗口欢迎您", "请A001到1号窗口", "A001正在办理", "1号窗口欢迎您"]
    assert {job.device for job in local.jobs(j.ShowText)} == {"strip-1"}


async def test_a_strip_that_comes_back_is_told_what_it_should_show(hub: Hub, agent: Host) -> None:
    await agent.announce()
    await agent.leave()
    await say(hub, clerk(2), c.SignIn(clerk="0102"), c.OpenWindow())
    assert texts(agent) == ["窗口未开放"]
    await agent.announce()
    assert texts(agent) == ["窗口未开放", "2号窗口欢迎您"]
    await agent.announce()
    assert texts(agent)[-1] == "2号窗口欢迎您"


async def test_a_call_is_spoken_in_the_zone_of_its_window_and_nowhere_else(hub: Hub, local: Host) -> None:
    await local.announce()
    await take(hub)
    await say(hub, clerk(1), c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext(), c.Recall())
    spoken = local.jobs(j.Announce)
    assert [job.device for job in spoken] == ["voice-one", "voice-one"]
    assert [job.work for job in spoken] == [j.Announce(number="A001", window=1, repeat=2)] * 2
    assert len({job.id for job in spoken}) == 2


async def test_a_call_nobody_could_speak_is_not_spoken_late(hub: Hub, local: Host) -> None:
    await take(hub)
    await say(hub, clerk(1), c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext())
    await local.announce()
    assert local.jobs(j.Announce) == []
    assert texts(local) == ["请A001到1号窗口"]


async def test_news_of_a_voice_or_a_strip_concern_no_ticket(hub: Hub, local: Host) -> None:
    before = hub.journal.seq
    for news in (
        j.WorkStarted(job="v-1-voice-one"),
        j.WorkDone(job="v-1-voice-one"),
        j.WorkUnknown(job="v-1-voice-one", cause="unplugged"),
        j.WorkFailed(job="b-1", cause="busy"),
    ):
        assert await local.tell("voice-one", news) is None
    assert hub.journal.seq == before
