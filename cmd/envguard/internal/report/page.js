"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id), make = (tag, cls, text) => { const e = document.createElement(tag); if (cls) e.className = cls; if (text !== undefined) e.textContent = text; return e; };
const step = 200;
let shown = step, list = [];
const fill = (select, values) => { for (const v of [...new Set(values)].filter(Boolean).sort()) select.append(new Option(v, v)); };
fill($("rule"), data.findings.map(f => f.rule));
fill($("author"), data.findings.map(f => f.author));
for (const f of data.findings) f.text = [f.path, f.rule, f.message, f.name, f.author, f.commit].join("\n").toLowerCase();
function card(f) {
  const a = make("article", f.severity), head = make("p");
  a.tabIndex = 0;
  head.append(make("span", "s", f.severity + " " + f.rule), " ", make("code", "", f.line ? f.path + ":" + f.line + ":" + f.column : f.path));
  a.append(head, make("p", "", f.message));
  if (f.shown) a.append(make("pre", "", f.shown));
  if (f.commit) a.append(make("p", "dim", "commit " + f.commit.slice(0, 12) + (f.date ? " of " + f.date.slice(0, 10) : "") + (f.author ? " by " + f.author : "")));
  if (f.history) a.append(make("p", "dim", "in " + f.history.versions + " version" + (f.history.versions === 1 ? "" : "s") + (f.history.in_head ? ", still in HEAD" : ", not in HEAD")));
  if (f.reason !== undefined) a.append(make("p", "dim", "allowed: " + f.reason));
  if (f.fix) a.append(make("p", "", "What to do: " + f.fix));
  return a;
}
function draw(more) {
  const box = $("list");
  if (!more) box.textContent = "";
  const from = more ? shown - step : 0, part = document.createDocumentFragment();
  for (const f of list.slice(from, shown)) part.append(card(f));
  box.append(part);
  $("more").hidden = shown >= list.length;
  $("count").textContent = list.length + " of " + data.findings.length;
}
function apply() {
  const words = $("text").value.toLowerCase().split(/\s+/).filter(Boolean), s = $("severity").value, r = $("rule").value, w = $("author").value, state = $("state").value;
  list = data.findings.filter(f => (!s || f.severity === s) && (!r || f.rule === r) && (!w || f.author === w) && (state === "all" || (f.reason !== undefined) === (state === "allowed")) && words.every(x => f.text.includes(x)));
  shown = step;
  draw(false);
}
let wait = 0;
$("text").addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(apply, 80); });
for (const id of ["severity", "rule", "author", "state"]) $(id).addEventListener("change", apply);
$("filters").addEventListener("submit", e => e.preventDefault());
$("more").addEventListener("click", () => { shown += step; draw(true); });
document.addEventListener("keydown", e => {
  if (e.target.matches("input,select")) { if (e.key === "Escape") e.target.blur(); return; }
  if (e.key === "/") { e.preventDefault(); $("text").focus(); }
  if (e.key === "j" || e.key === "k") {
    const all = [...document.querySelectorAll("article")], at = all.indexOf(document.activeElement);
    const next = all[e.key === "j" ? Math.min(all.length - 1, at + 1) : Math.max(0, at - 1)];
    if (next) { next.focus(); next.scrollIntoView({block: "nearest"}); }
  }
});
const months = new Map();
for (const f of data.findings) if (f.date) { const m = f.date.slice(0, 7); months.set(m, (months.get(m) || 0) + 1); }
if (months.size > 1) {
  const most = Math.max(...months.values());
  for (const m of [...months.keys()].sort()) { const i = make("i"); i.style.setProperty("height", 100 * months.get(m) / most + "%"); i.title = m + ": " + months.get(m); $("timeline").append(i); }
} else $("timeline").hidden = true;
apply();
