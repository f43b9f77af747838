// Adds and removes rows of a list without loading the page; the model of a new row stands in a <template>.

export const rowsOf = (list) => [...list.querySelectorAll("[data-rij]")];

export function editRows(form) {
  for (const list of form.querySelectorAll("[data-lijst]")) {
    list.addEventListener("click", (event) => {
      const add = event.target.closest("[data-rij-erbij]");
      const remove = event.target.closest("[data-rij-weg]");
      if (!add && !remove) return;
      event.preventDefault();
      if (add) addRow(list).querySelector("input:not([type=hidden]), select, textarea")?.focus();
      else removeRow(list, remove.closest("[data-rij]"));
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

export function addRow(list) {
  const numbers = rowsOf(list).map((row) => Number(row.id.split("-").pop()));
  const number = Math.max(-1, ...numbers) + 1;
  const made = document.createElement("template");
  made.innerHTML = list.querySelector("[data-rijmodel]").innerHTML.replaceAll("__n__", number);
  const row = made.content.firstElementChild;
  list.querySelector("[data-rijen]").append(row);
  count(list);
  return row;
}

function removeRow(list, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling ?? list.querySelector("[data-rij-erbij]");
  row.remove();
  count(list);
  next.focus();
}

function count(list) {
  rowsOf(list).forEach((row, index) => {
    row.querySelector("[data-rijnummer]").textContent = index + 1;
    row.querySelector("[data-rijnaam]").textContent = `${list.dataset.rijnaam} ${index + 1}`;
  });
}
