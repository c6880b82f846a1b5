// The numbered menu that is always at hand.

const el = (id) => document.getElementById(id);

export function openMenu(choose) {
  const panel = el("menu");
  const handle = el("open-menu");

  function toggle(open) {
    panel.hidden = !open;
    handle.setAttribute("aria-expanded", String(open));
  }
  handle.addEventListener("click", () => toggle(panel.hidden));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") toggle(false); });

  function item(label) {
    const [, number, name] = /^\s*(\d)\s*[.、·．]?\s*(.*)$/s.exec(label) || [null, "", label];
    const button = document.createElement("button");
    button.type = "button";
    const parts = [["b", number], ["span", name]].filter(([, words]) => words);
    button.append(...parts.map(([tag, words]) => Object.assign(document.createElement(tag), { textContent: words })));
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => { toggle(false); choose(label); });
    return button;
  }

  return {
    items: (rows) => rows.flat().map(item),
    show(rows) {
      handle.hidden = !rows.length;
      panel.replaceChildren(...rows.flat().map(item));
    },
    close: () => toggle(false),
  };
}
