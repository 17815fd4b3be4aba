/** The script of the page: renews what changed every few seconds, and lets charts be walked by mouse and keyboard. */

/** Plain JavaScript, served as a file: nothing of it depends on what is shown. */
export const SCRIPT = `"use strict";
(() => {
  const EVERY = 3000, HIDDEN = 30000, LIMIT = 10000;
  const sources = new Map();
  const parts = (root) => root.querySelectorAll("[data-parte]");
  const sourceOf = (part) => part.className + part.innerHTML;
  for (const part of parts(document)) sources.set(part.id, sourceOf(part));
  const contact = document.getElementById("contato");
  let etag = null, last = new Date();

  const clockText = (date) => date.toLocaleTimeString("pt-BR");

  function renew(fresh) {
    document.title = fresh.title;
    for (const part of parts(fresh)) {
      const source = sourceOf(part);
      const old = document.getElementById(part.id);
      if (sources.get(part.id) === source) continue;
      sources.set(part.id, source);
      if (old === null) { insert(part); continue; }
      const open = [...old.querySelectorAll("details")].map((one) => one.open);
      const scrolled = [...old.querySelectorAll(".rolagem,.log")].map((one) => [one.scrollTop, one.scrollLeft]);
      const focus = placeIn(old, document.activeElement);
      const value = focus === null ? null : document.activeElement.getAttribute("aria-valuenow");
      const whole = document.importNode(part, true);
      old.replaceWith(whole);
      [...whole.querySelectorAll("details")].forEach((one, n) => { one.open = open[n] ?? false; });
      [...whole.querySelectorAll(".rolagem,.log")].forEach((one, n) => { [one.scrollTop, one.scrollLeft] = scrolled[n] ?? [0, 0]; });
      if (focus !== null) {
        const again = whole.querySelectorAll(FOCUS)[focus];
        again?.focus({ preventScroll: true });
        if (value !== null && again?.matches("svg[data-tabela]")) show(again, Number(value) - 1);
      }
    }
    for (const part of parts(document)) {
      if (fresh.getElementById(part.id) === null) { sources.delete(part.id); part.remove(); }
    }
    const time = document.querySelector("#atualizado time"), now = fresh.querySelector("#atualizado time");
    if (time !== null && now !== null) time.textContent = now.textContent;
  }

  const FOCUS = "a,summary,[tabindex]";
  function placeIn(part, element) {
    if (element === null || !part.contains(element)) return null;
    return [...part.querySelectorAll(FOCUS)].indexOf(element);
  }

  function insert(part) {
    let before = part.previousElementSibling;
    while (before !== null && document.getElementById(before.id) === null) before = before.previousElementSibling;
    const whole = document.importNode(part, true);
    if (before === null) document.getElementById("conteudo").prepend(whole);
    else document.getElementById(before.id).after(whole);
  }

  async function look() {
    try {
      const headers = etag === null ? {} : { "if-none-match": etag };
      const answer = await fetch(location.pathname + location.search, { headers, signal: AbortSignal.timeout(LIMIT) });
      if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
      if (answer.status !== 304) {
        etag = answer.headers.get("etag");
        renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }
      last = new Date();
      contact.hidden = true;
    } catch {
      const text = "Sem contato com o painel desde " + clockText(last) + ": esta página mostra o que se sabia então.";
      if (contact.textContent !== text) contact.textContent = text;
      contact.hidden = false;
    }
    setTimeout(look, document.hidden ? HIDDEN : EVERY);
  }
  setTimeout(look, EVERY);

  function rowsOf(svg) { return document.getElementById(svg.dataset.tabela)?.tBodies[0]?.rows ?? []; }
  function titlesOf(svg) { return document.getElementById(svg.dataset.tabela)?.tHead.rows[0].cells ?? []; }
  function centersOf(svg) { return svg.dataset.c === undefined ? null : svg.dataset.c.split(",").map(Number); }

  function show(svg, wanted) {
    const rows = rowsOf(svg), n = Math.max(0, Math.min(rows.length - 1, wanted));
    if (rows.length === 0) return;
    const titles = titlesOf(svg);
    const text = [...rows[n].cells].map((cell, i) => i === 0 ? cell.textContent : titles[i].textContent + ": " + cell.textContent).join(" \\u00b7 ");
    svg.setAttribute("aria-valuenow", n + 1);
    svg.setAttribute("aria-valuetext", text);
    const reading = document.getElementById(svg.parentNode.id + "-l");
    reading.textContent = text;
    reading.dataset.lida = "";
    let mark = svg.querySelector(".marca");
    if (mark === null) {
      mark = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
      mark.setAttribute("class", "marca");
      mark.setAttribute("y", 0);
      mark.setAttribute("height", svg.viewBox.baseVal.height);
    }
    const centers = centersOf(svg);
    mark.setAttribute("x", centers === null ? n : centers[n] - 4);
    mark.setAttribute("width", centers === null ? 1 : 8);
  }

  document.addEventListener("pointermove", (event) => {
    const svg = event.target.closest?.("svg[data-tabela]");
    if (!svg) return;
    const box = svg.getBoundingClientRect(), at = (event.clientX - box.left) / box.width;
    const centers = centersOf(svg);
    if (centers === null) { show(svg, Math.floor(at * rowsOf(svg).length)); return; }
    let best = 0;
    centers.forEach((center, n) => { if (Math.abs(center - at * 1000) < Math.abs(centers[best] - at * 1000)) best = n; });
    show(svg, best);
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("svg[data-tabela]")) show(event.target, Number(event.target.getAttribute("aria-valuenow")) - 1);
  });

  document.addEventListener("keydown", (event) => {
    const svg = event.target;
    if (!svg.matches?.("svg[data-tabela]") || event.altKey || event.ctrlKey || event.metaKey) return;
    const now = Number(svg.getAttribute("aria-valuenow")) - 1, centers = centersOf(svg);
    // In a line of time the newest comes first: to the right is newer.
    const right = centers === null ? 1 : -1, count = rowsOf(svg).length;
    const to = {
      ArrowRight: now + right, ArrowUp: now + right, ArrowLeft: now - right, ArrowDown: now - right,
      PageUp: now + 7 * right, PageDown: now - 7 * right,
      Home: centers === null ? 0 : count - 1, End: centers === null ? count - 1 : 0,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(svg, to);
  });
})();
`;
