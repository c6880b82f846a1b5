// What was said and has not been accepted yet: kept over a reload, sent in order, one at a time.

import { findBlob } from "./store.js";

const PATIENCE = 8000;  // ms until a silent line is taken for a dead one
const AGAIN = 3000;

export function openQueue({ store, line, suffix, onAccepted, onRefused, onChange }) {
  const items = store.talk.unsent;
  let flying = "";
  let timer = 0;

  async function next() {
    if (flying || !items.length || !line().isUp()) return;
    const item = items[0];
    flying = item.id;
    onChange(item.id);
    try {
      if (item.blob && !item.file) await upload(item);
      if (flying !== item.id) return;
      line().send(message(item));
      timer = setTimeout(() => { rest(); line().renew(); }, PATIENCE);
    } catch (trouble) {
      if (flying !== item.id) return;
      rest();
      if (trouble.why) refuse(item.id, trouble.why); else setTimeout(next, AGAIN);
    }
  }

  async function upload(item) {
    const blob = await findBlob(item.id);
    if (!blob) throw { why: " " };
    const ask = new URLSearchParams({ kind: item.kind, name: item.name || "", seconds: item.seconds || 0 });
    const answer = await fetch(`/upload?${ask}${suffix.replace("?", "&")}`, {
      method: "POST", body: blob, headers: { "Content-Type": blob.type || "application/octet-stream" },
    });
    if (answer.status >= 500) throw new Error("later");
    const told = await answer.json();
    if (!answer.ok) throw told;
    item.file = told.file;
    store.save();
  }

  function message(item) {
    const { blob, kind, name, seconds, ...said } = item;
    if (said.place && said.place.length > 3) {
      const [north, east, accuracy, found] = said.place;
      return { ...said, place: [north, east, accuracy, Math.max(0, (Date.now() - found) / 1000)] };
    }
    return said;
  }

  function rest() {
    clearTimeout(timer);
    flying = "";
  }

  function drop(id) {
    const at = items.findIndex((item) => item.id === id);
    if (at >= 0) items.splice(at, 1);
    if (flying === id) rest();
    store.save();
    return at >= 0;
  }

  function refuse(id, why) {
    if (drop(id)) onRefused(id, why);
    next();
  }

  return {
    add(item) { items.push(item); store.save(); next(); },
    flying: (id) => flying === id,
    waits: (id) => items.some((item) => item.id === id),
    accepted(id) { if (drop(id)) onAccepted(id); next(); },
    refused(id, why) { refuse(id, why); },
    tooFast() { rest(); setTimeout(next, AGAIN); },
    lineUp() { rest(); next(); },
    lineDown() { rest(); items.forEach((item) => onChange(item.id)); },
  };
}
