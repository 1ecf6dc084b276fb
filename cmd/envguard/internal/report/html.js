
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const all = data.findings, step = 200;
  const $ = (id) => document.getElementById(id);
  const make = (name, cls, text) => {
    const e = document.createElement(name);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const rank = { error: 0, warning: 1, info: 2 };
  all.sort((a, b) => rank[a.severity] - rank[b.severity]);
  for (const f of all) f.words = [f.path, f.rule, f.author, f.message, f.name, f.commit].join("\n").toLowerCase();

  const tally = (key) => {
    const n = new Map();
    for (const f of all) if (f[key]) n.set(f[key], (n.get(f[key]) || 0) + 1);
    return [...n].sort((a, b) => b[1] - a[1]);
  };
  const fields = ["severity", "rule", "author", "state"];
  for (const key of fields) {
    const s = $(key), counts = tally(key);
    s.append(new Option("Any " + key, ""));
    for (const [v, n] of counts) s.append(new Option(v + " (" + n + ")", v));
    s.hidden = counts.length === 0;
  }
  for (const [rule, n] of tally("rule")) {
    const li = make("li"), b = make("button");
    b.type = "button";
    b.append(make("span", "", rule), make("span", "", n));
    b.addEventListener("click", () => { $("rule").value = rule; filter(); });
    li.append(b);
    $("by-rule").append(li);
  }
  if (data.notices.length) {
    $("notices").hidden = false;
    for (const n of data.notices) {
      const li = make("li");
      li.append(make("span", "sev " + n.severity, n.severity), " " + n.place + n.message);
      $("notices").querySelector("ul").append(li);
    }
  }

  // A bar for each month, from the first to the last.
  const months = new Map();
  for (const f of all) {
    if (!f.date || f.state === "allowed") continue;
    const m = f.date.slice(0, 7), n = months.get(m) || { present: 0, past: 0 };
    n[f.state === "present" ? "present" : "past"]++;
    months.set(m, n);
  }
  if (months.size) {
    $("timeline").hidden = false;
    const most = Math.max(...[...months.values()].map((n) => n.present + n.past));
    for (const [m, n] of [...months].sort()) {
      const div = make("div"), ns = "http://www.w3.org/2000/svg";
      div.title = m + ": " + n.present + " present, " + n.past + " in history only";
      const svg = document.createElementNS(ns, "svg");
      svg.setAttribute("viewBox", "0 0 1 100");
      svg.setAttribute("preserveAspectRatio", "none");
      let y = 100;
      for (const k of ["present", "past"]) {
        const r = document.createElementNS(ns, "rect"), h = 100 * n[k] / most;
        y -= h;
        r.setAttribute("class", k);
        r.setAttribute("width", 1);
        r.setAttribute("y", y);
        r.setAttribute("height", h);
        svg.append(r);
      }
      div.append(svg);
      $("bars").append(div);
    }
  }

  let shown = all, drawn = 0;
  const draw = (upTo) => {
    const part = document.createDocumentFragment();
    for (; drawn < Math.min(upTo, shown.length); drawn++) part.append(entry(shown[drawn]));
    $("list").append(part);
    $("more").hidden = drawn >= shown.length;
  };
  const entry = (f) => {
    const d = make("details"), s = make("summary");
    const place = f.path + (f.line ? ":" + f.line + (f.column ? ":" + f.column : "") : "");
    s.append(make("span", "sev " + f.severity, f.severity), " ", make("b", "", place), make("span", "tag", f.rule));
    if (f.state !== "present") s.append(make("span", "tag", f.state));
    s.append(make("span", "msg", f.message));
    d.append(s);
    // What is inside is made when it is opened.
    d.addEventListener("toggle", () => fill(d, f), { once: true });
    d.finding = f;
    return d;
  };
  const fill = (d, f) => {
    if (d.children.length > 1) return;
    const body = make("div", "body"), dl = make("dl");
    if (f.text) body.append(make("pre", "", f.text));
    const rows = [["Secret", f.secret], ["Name", f.name], ["Commit", f.commit], ["Author", f.author], ["Date", f.date],
      ["Allowed by", f.reason], ["Also in", (f.also || []).join(", ")]];
    for (const [k, v] of rows) if (v) dl.append(make("dt", "", k), make("dd", "", v));
    (f.advice || []).forEach((a, i) => dl.append(make("dt", "", i ? "" : "What to do"), make("dd", "", a)));
    body.append(dl);
    d.append(body);
  };
  const filter = () => {
    const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const want = fields.map((k) => [k, $(k).value]).filter(([, v]) => v);
    shown = all.filter((f) => want.every(([k, v]) => f[k] === v) && words.every((w) => f.words.includes(w)));
    drawn = 0;
    $("list").replaceChildren();
    $("count").textContent = shown.length === all.length ? all.length + " findings" : shown.length + " of " + all.length + " findings";
    draw(step);
  };
  $("filters").addEventListener("input", filter);
  $("filters").addEventListener("submit", (e) => e.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(filter));
  $("more").addEventListener("click", () => draw(drawn + step));
  window.addEventListener("beforeprint", () => {
    draw(shown.length);
    for (const d of $("list").children) fill(d, d.finding), d.open = true;
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = /^(INPUT|SELECT)$/.test(e.target.tagName);
    if (e.key === "Escape") { $("filters").reset(); e.target.blur(); return; }
    if (typing) return;
    if (e.key === "/") { e.preventDefault(); $("search").focus(); return; }
    const by = { j: 1, k: -1 }[e.key];
    if (!by) return;
    const list = [...$("list").querySelectorAll("summary")], at = list.indexOf(document.activeElement);
    if (by > 0 && at === list.length - 1) draw(drawn + step);
    const next = $("list").querySelectorAll("summary")[Math.max(0, at + by)];
    if (next) next.focus();
  });
  // What follows # in the address is a search, so that a link can show a part.
  const fromAddress = () => {
    const start = performance.now();
    try { $("search").value = decodeURIComponent(location.hash.slice(1)); } catch { $("search").value = ""; }
    filter();
    document.documentElement.dataset.filterMs = Math.round(performance.now() - start);
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
  document.documentElement.dataset.ready = all.length;
})();
