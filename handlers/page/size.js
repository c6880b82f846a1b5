// The size of the letters, in four steps, remembered on this phone.

const STEPS = [20, 24, 28, 32];
const KEY = "cunbang-size";

function remembered() {
  try { return STEPS.indexOf(Number(localStorage.getItem(KEY))); } catch { return -1; }
}

export function sizeButtons() {
  const smaller = document.getElementById("smaller");
  const bigger = document.getElementById("bigger");
  let step = Math.max(0, remembered());
  function show() {
    document.documentElement.dataset.size = STEPS[step];
    smaller.disabled = step === 0;
    bigger.disabled = step === STEPS.length - 1;
  }
  function go(by) {
    step = Math.min(STEPS.length - 1, Math.max(0, step + by));
    try { localStorage.setItem(KEY, STEPS[step]); } catch { /* a private window remembers nothing */ }
    show();
  }
  smaller.addEventListener("click", () => go(-1));
  bigger.addEventListener("click", () => go(1));
  show();
}
