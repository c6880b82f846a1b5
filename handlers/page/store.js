// What this window remembers across a reload: the talk, what waits to be sent, pictures of one's own.

const MOST = 200;
const EMPTY = { entries: [], seen: 0, newest: 0, menu: [], wish: "", unsent: [], opened: false };

export function openStore(address) {
  const key = `cunbang:${address}`;
  const talk = { ...EMPTY, ...read(key) };
  return {
    talk,
    find: (id) => talk.entries.find((entry) => entry.id === id),
    put(entry) {
      const at = talk.entries.findIndex((old) => old.id === entry.id);
      if (at >= 0) talk.entries[at] = entry; else talk.entries.push(entry);
      const gone = talk.entries.splice(0, Math.max(0, talk.entries.length - MOST));
      for (const old of gone) if (old.blob && !waits(talk, old.id)) forgetBlob(old.id);
      this.save();
      return gone;
    },
    forgetLetters() {
      talk.entries = talk.entries.filter((entry) => waits(talk, entry.id));
      Object.assign(talk, { seen: 0, newest: 0, wish: "", menu: [], opened: false });
      this.save();
    },
    save() { write(key, talk); },
  };
}

const waits = (talk, id) => talk.unsent.some((item) => item.id === id);

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
}

function write(key, talk) {
  try { localStorage.setItem(key, JSON.stringify(talk)); } catch { /* full or private: lives until closed */ }
}

export function recall(key) {
  try { return localStorage.getItem(key) || ""; } catch { return ""; }
}

export function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* the same */ }
}

// A name for a message, unique for ever; randomUUID is missing on pages without https.
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Photos and recordings are too big for localStorage.
const inMemory = new Map();
let opening = null;

function drawer() {
  opening = opening || new Promise((resolve, reject) => {
    const asked = indexedDB.open("cunbang", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("blobs");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

async function inDrawer(mode, act) {
  const db = await drawer();
  return new Promise((resolve, reject) => {
    const asked = act(db.transaction("blobs", mode).objectStore("blobs"));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

export async function keepBlob(id, blob) {
  inMemory.set(id, blob);
  try { await inDrawer("readwrite", (blobs) => blobs.put(blob, id)); } catch { /* memory must do */ }
}

export async function findBlob(id) {
  if (inMemory.has(id)) return inMemory.get(id);
  try { return await inDrawer("readonly", (blobs) => blobs.get(id)); } catch { return undefined; }
}

export async function forgetBlob(id) {
  inMemory.delete(id);
  try { await inDrawer("readwrite", (blobs) => blobs.delete(id)); } catch { /* nothing to forget */ }
}
