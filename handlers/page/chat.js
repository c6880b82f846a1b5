// The page: ties the line, the memory of this window and what is drawn together.

import { openLog } from "./bubbles.js";
import { openComposer } from "./composer.js";
import { openLine } from "./line.js";
import { openMenu } from "./menu.js";
import { openQueue } from "./queue.js";
import { sizeButtons } from "./size.js";
import { freshId, keepBlob, openStore, recall, remember } from "./store.js";
import { language, say, translatePage } from "./words.js";

const el = (id) => document.getElementById(id);
const ticket = new URLSearchParams(location.search).get("w") || "";
const suffix = ticket ? `?w=${encodeURIComponent(ticket)}` : "";

async function whoAmI() {
  const key = `cunbang-me:${ticket.slice(-24)}`;
  try {
    const me = await (await fetch(`/me${suffix}`)).json();
    remember(key, JSON.stringify(me));
    return me;
  } catch {
    return JSON.parse(recall(key) || "null");
  }
}

function showSample(me) {
  if (!me.sample) return;
  el("sample").hidden = false;
  el("who").textContent = me.name ? say("youAre", me) : say("sampleGuest");
  el("other").textContent = say("other");
  if (me.name) document.title = `${me.name} · ${say("name")}`;
}

// An invitation, a poster, a code on the wall or a notice brought the person here: that is said once, then the address is plain.
function broughtAlong() {
  const [, kind, code] = /^\/([ivm])\/([A-Za-z0-9_-]{1,62})$/.exec(location.pathname) || [];
  if (!kind) return null;
  history.replaceState(null, "", `/${suffix}`);
  return kind === "i" ? code : `${kind}_${code}`;
}

function start(me) {
  showSample(me);
  const store = openStore(me.address);
  const { talk } = store;
  let line = null;
  let greeted = false;

  const queue = openQueue({
    store, suffix, line: () => line,
    onAccepted: (id) => { settle(id, { state: "accepted" }); freeButtons(); },
    onRefused(id, why) { settle(id, { state: "refused", why, held: false, pressed: "" }); },
    onChange: (id) => settle(id, {}),
  });
  const log = openLog({
    log: el("log"), scroll: el("scroll"), status, onTap: tap,
    fileUrl: (number) => `/files/${number}${suffix}`,
    onPicture(url, name) { Object.assign(el("large-picture"), { src: url, alt: name || "" }); el("large").hidden = false; el("close-large").focus(); },
  });
  const composer = openComposer({
    sendText: (text) => speak({ say: text }, { text }),
    sendPhone: (phone) => speak({ phone }, { text: phone }),
    sendPlace: (place) => speak({ place }, { text: `📍 ${say("placeSent")}` }),
    sendFile,
  });
  const menu = openMenu((label) => speak({ say: label }, { text: label }));
  el("open-menu").addEventListener("click", () => log.offer([]));

  // Own words: a bubble and a place in the queue.
  function speak(said, shown, id = freshId()) {
    put({ id, from: "me", at: new Date().toISOString(), ...shown });
    talk.wish = "";
    composer.wish("");
    menu.close();
    log.offer([]);
    document.body.classList.remove("first-visit");
    queue.add({ id, ...said });
  }

  async function sendFile(kind, blob, name, { album = "", caption = "", seconds = 0 } = {}) {
    const id = freshId();
    await keepBlob(id, blob);
    speak({ blob: true, kind, name, seconds, album, caption }, { blob: kind, text: caption }, id);
  }

  // A tapped button stays pressed and the others rest until the house redraws them.
  function tap(entry, token) {
    const id = freshId();
    put({ ...entry, pressed: token, held: true, tap: id, tapAfter: talk.seen, state: "" });
    queue.add({ id, tap: token, message: entry.letter });
  }

  function settle(id, change) {
    const entry = talk.entries.find((known) => known.id === id || known.tap === id);
    if (entry) put({ ...entry, ...change });
    else if (change.why && change.why.trim()) composer.notes.show(change.why);
  }

  function put(entry) {
    for (const gone of store.put(entry)) log.remove(gone.id);
    log.put(entry);
  }

  function status(entry) {
    const id = entry.tap || entry.id;
    const waits = queue.waits(id);
    const state = waits ? say(queue.flying(id) ? "sending" : "waiting")
      : { accepted: say("accepted"), refused: entry.why }[entry.state] || "";
    const box = document.createElement("span");
    box.className = waits ? (queue.flying(id) ? "sending" : "waiting") : entry.state || "";
    box.textContent = [clock(entry.at), entry.from === "me" || entry.tap ? state : ""].filter(Boolean).join("  ");
    return box;
  }

  function receive(letters) {
    let newest = null;
    for (const letter of letters) {
      if (letter.id <= talk.seen) continue;
      talk.seen = letter.id;
      if (letter.menu.length) talk.menu = letter.menu;
      const redrawn = letter.edits && store.find(`L${letter.edits}`);
      if (redrawn) put({ ...redrawn, text: letter.text, rows: letter.rows, held: false, pressed: "", tap: "", state: "" });
      else {
        put(entryOf(letter));
        newest = letter;
      }
    }
    if (newest) {
      Object.assign(talk, { newest: newest.id, wish: newest.wish });
      composer.wish(newest.wish);
      freeButtons();
    }
    store.save();
    menu.show(talk.menu);
    if (newest) log.offer(newest.rows.length ? [] : menu.items(newest.menu));
    if (letters.length) line.send({ seen: talk.seen });
  }

  function entryOf({ id, text, rows, files, at, edits }) {
    return { id: `L${edits || id}`, letter: edits || id, from: "them", text, rows, files, at };
  }

  // When the talk went on without redrawing, older buttons may be pressed again.
  function freeButtons() {
    for (const entry of talk.entries) {
      if (entry.held && entry.tapAfter < talk.newest && !queue.waits(entry.tap)) put({ ...entry, held: false });
    }
  }

  function greet(letters) {
    greeted = true;
    if (letters.length || talk.opened || talk.menu.length) return;
    talk.opened = true;
    queue.add({ id: freshId(), open: "" });
  }

  function hear(message) {
    if (message.forget) { store.forgetLetters(); log.clear(); talk.entries.forEach(log.put); }
    if (message.letters) { receive(message.letters); if (!greeted) greet(message.letters); }
    if (message.accepted) queue.accepted(message.accepted);
    if (message.again) { composer.notes.show(message.why); queue.tooFast(); }
    else if (message.refused) queue.refused(message.refused, message.why);
  }

  function showOld() {
    talk.entries.forEach(log.put);
    menu.show(talk.menu);
    composer.wish(talk.wish || "");
    if (talk.entries.some((entry) => entry.from === "me")) document.body.classList.remove("first-visit");
    log.toEnd();
  }

  let failures = 0;
  function connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    line = openLine(`${scheme}://${location.host}/ws${suffix}`, {
      onUp() { failures = 0; el("line").hidden = true; line.send({ hello: talk.seen, language }); queue.lineUp(); },
      onDown() { el("line").hidden = false; queue.lineDown(); failures += 1; if (failures % 4 === 0) checkPass(); },
      onMessage: hear,
    });
  }
  // A lost cookie looks like a dead line: ask who we are, and start anew if that has changed.
  async function checkPass() {
    const now = await whoAmI();
    if (now && now.address !== me.address) location.reload();
  }

  const code = broughtAlong();
  showOld();
  if (code !== null) { talk.opened = true; talk.unsent.push({ id: freshId(), open: code }); store.save(); }
  connect();
}

function clock(at) {
  if (!at) return "";
  const then = new Date(at);
  const time = `${then.getHours()}:${String(then.getMinutes()).padStart(2, "0")}`;
  if (then.toDateString() === new Date().toDateString()) return time;
  return `${then.toLocaleDateString(language, { month: "short", day: "numeric" })} ${time}`;
}

function closeLarge() { el("large").hidden = true; el("large-picture").removeAttribute("src"); }

async function main() {
  translatePage();
  sizeButtons();
  el("large").addEventListener("click", closeLarge);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeLarge(); });
  const me = await whoAmI();
  if (me) { start(me); return; }
  el("line").hidden = false;
  window.addEventListener("online", () => location.reload());
  setTimeout(() => location.reload(), 10000);
}

main();
