"use strict";
// The page is read without this. It adds a search for students and sorting by a column's head.
const rows = [...document.querySelectorAll("tr[data-student]")];
const box = document.getElementById("search");
const found = document.getElementById("found");

function search() {
  const wanted = box.value.trim().toLowerCase();
  for (const row of rows) row.hidden = !row.dataset.student.toLowerCase().includes(wanted);
  const all = [...document.querySelectorAll("#students tr[data-student]")];
  const shown = all.filter((row) => !row.hidden).length;
  found.textContent = wanted ? `${shown} of ${all.length} students` : "";
}

function order(table, head) {
  const column = head.cellIndex;
  const numeric = head.classList.contains("number");
  const before = head.getAttribute("aria-sort");
  const down = before ? before === "ascending" : numeric;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const compare = (a, b) => numeric ? a - b : a.localeCompare(b);
  const body = table.tBodies[0];
  const sorted = [...body.rows].sort((a, b) => compare(value(a), value(b)) * (down ? -1 : 1));
  body.append(...sorted);
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => order(table, head));
    head.append(button);
  }
}
if (box) {
  box.closest("[hidden]").hidden = false;
  box.addEventListener("input", search);
}
