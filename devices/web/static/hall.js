// Keeps the page up with /now. It changes only words and marks of what the server has rendered;
// the list of calls is the one thing that it draws.
"use strict";

const EVERY_MS = 2000;
const PATIENCE_MS = 5000;
const CALLS_SHOWN = 8;
const MISSED_SHOWN = 12;

const page = document.body;
const words = JSON.parse(page.dataset.words);
const zh = page.dataset.lang === "zh";
const asOf = document.querySelector("[data-as-of]");

const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

const clockTime = (iso, seconds) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: page.dataset.zone,
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  }).format(new Date(iso));

const say = (element, text) => {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
};

const field = (element, name) => element.querySelector(`[data-field="${name}"]`);

const waitText = ({ low, high }) => {
  if (high <= 0) {
    return words.no_wait;
  }
  return low <= 0 ? fill(words.up_to, { high }) : fill(words.range, { low, high });
};

const CLOSES_SOON_MS = 60 * 60 * 1000;

const queueNote = (queue, now) => {
  if (queue.refused) {
    return (zh ? queue.refused_zh : queue.refused_en) || "";
  }
  if (!queue.closes_at || new Date(queue.closes_at) - new Date(now) >= CLOSES_SOON_MS) {
    return "";
  }
  return fill(words.closes, { time: clockTime(queue.closes_at, false) });
};

const queueWait = (queue) => {
  if (queue.refused) {
    return words[`refused_${queue.refused}`] || words.refused;
  }
  return queue.windows && queue.windows.length > 0 ? waitText(queue.wait) : words.no_window;
};

const windowMark = (window) => {
  if (window.draining) {
    return window.state === "closed" ? "" : words.draining;
  }
  return window.lent_until ? fill(words.lent, { time: clockTime(window.lent_until, false) }) : "";
};

const windowText = (window) => {
  if (window.ticket_state === "serving" && !window.shown) {
    return words.ticket_serving;
  }
  if (window.state === "open") {
    return (window.shown && words[`ticket_${window.ticket_state}`]) || words.free;
  }
  if (window.state === "closed" && window.lent_until && !window.draining) {
    return words.opens_soon;
  }
  return (zh ? window.reason : window.reason_en) || words[`state_${window.state}`];
};

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const callItem = (call) => {
  const item = element("li", "call", "");
  const when = clockTime(call.called_at, false);
  item.append(
    element("span", "call-number", call.number),
    element("span", "call-window", fill(words.to_window, { window: call.window })),
    element("time", "", [when, call.again && words.again, call.away && words.away].filter(Boolean).join(" · ")),
  );
  return item;
};

const showQueues = (queues, now) => {
  for (const queue of queues) {
    const row = document.querySelector(`[data-queue="${CSS.escape(queue.id)}"]`);
    if (!row) {
      continue;
    }
    const template = queue.ahead > queue.waiting ? words.people_ahead : words.people_waiting;
    say(field(row, "waiting"), fill(template, { n: queue.waiting, ahead: queue.ahead }));
    const wait = field(row, "wait");
    say(wait, queueWait(queue));
    wait.classList.toggle("is-refused", Boolean(queue.refused));
    say(field(row, "note"), queueNote(queue, now));
  }
};

const showWindows = (windows) => {
  for (const window of windows) {
    const tile = document.querySelector(`[data-window="${window.number}"]`);
    if (!tile) {
      continue;
    }
    tile.dataset.state = window.state;
    tile.toggleAttribute("data-calling", window.ticket_state === "called");
    say(field(tile, "shown"), window.shown || "—");
    say(field(tile, "state"), windowText(window));
    say(field(tile, "mark"), windowMark(window));
  }
};

const UNWELL_FIRST = ["fault", "degraded", "away", "starting", "ready"];

const deviceCounts = (devices) =>
  UNWELL_FIRST.map((state) => [state, devices.filter((device) => device.state === state).length])
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${words[`device_${state}`]} ${count}`)
    .join(" · ");

const showDevices = (devices) => {
  say(document.querySelector("[data-device-counts]"), deviceCounts(devices));
  for (const device of devices) {
    const row = document.querySelector(`[data-device="${CSS.escape(device.id)}"]`);
    if (!row) {
      continue;
    }
    row.dataset.state = device.state;
    say(field(row, "state"), words[`device_${device.state}`]);
    say(field(row, "fault"), device.fault || "");
  }
};

let drawnCalls = "";

const showCalls = (calls, missed) => {
  const shown = calls.slice(0, CALLS_SHOWN);
  const drawn = JSON.stringify(shown);
  if (drawn !== drawnCalls) {
    drawnCalls = drawn;
    document.querySelector("[data-calls]").replaceChildren(...shown.map(callItem));
  }
  document.querySelector("[data-no-calls]").hidden = calls.length > 0;
  document.querySelector("[data-missed-line]").hidden = missed.length === 0;
  say(document.querySelector("[data-missed]"), missed.slice(-MISSED_SHOWN).join("  "));
};

const show = (now) => {
  say(document.querySelector('[data-hall="waiting"]'), String(now.hall.waiting));
  say(document.querySelector('[data-hall="windows_open"]'), String(now.hall.windows_open));
  say(document.querySelector('[data-hall="wait"]'), now.hall.windows_open > 0 ? waitText(now.hall.wait) : "—");
  showQueues(now.queues, now.at);
  showWindows(now.windows);
  showDevices(now.devices);
  showCalls(now.calls, now.missed);
  say(asOf, fill(words.updated, { time: clockTime(now.at, true) }));
  asOf.classList.remove("is-stale");
};

const refresh = async () => {
  try {
    const answer = await fetch("/now", { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    show(await answer.json());
  } catch {
    // The last good state stays; only the line in the bar says that it is old.
    say(asOf, words.stale);
    asOf.classList.add("is-stale");
  }
  setTimeout(refresh, EVERY_MS);
};

setTimeout(refresh, EVERY_MS);
