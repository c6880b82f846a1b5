// The line to the house: one WebSocket that comes back by itself.

const FIRST = 500;
const LONGEST = 10000;

export function openLine(url, { onUp, onDown, onMessage }) {
  let socket = null;
  let up = false;
  let wait = FIRST;
  let timer = 0;

  function connect() {
    clearTimeout(timer);
    if (socket) return;
    const mine = new WebSocket(url);
    socket = mine;
    mine.onopen = () => {
      if (socket !== mine) return;
      up = true;
      wait = FIRST;
      onUp();
    };
    mine.onmessage = (event) => { if (socket === mine) onMessage(JSON.parse(event.data)); };
    mine.onclose = () => { if (socket === mine) lost(); };
  }

  function lost() {
    socket = null;
    up = false;
    onDown();
    timer = setTimeout(connect, wait);
    wait = Math.min(LONGEST, wait * 2);
  }

  function renew() {
    const old = socket;
    if (!old) return;
    lost();
    old.close();
  }

  function atOnce() {
    if (up || !navigator.onLine) return;
    wait = FIRST;
    if (socket) { const old = socket; socket = null; old.close(); }
    connect();
  }

  window.addEventListener("offline", renew);
  window.addEventListener("online", atOnce);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) atOnce(); });
  connect();
  return {
    isUp: () => up,
    send: (message) => socket.send(JSON.stringify(message)),
    renew,
  };
}
