// Choosing tasks on the worklist: all of this page at once, and how many are chosen.

export function chooseTasks(form) {
  const boxes = [...document.querySelectorAll(`input[form="${form.id}"][name=taak]`)];
  const part = document.querySelector("[data-kies-alles]");
  const all = part.querySelector("input");
  const line = form.querySelector("[data-gekozen]");

  function show() {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    line.textContent = chosen === 0 ? "Er is nog geen taak gekozen." : chosen === 1 ? "Er is 1 taak gekozen." : `Er zijn ${chosen} taken gekozen.`;
  }

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  // A browser may put back what was chosen when one comes back to the page.
  window.addEventListener("pageshow", show);
  part.hidden = line.hidden = false;
  show();
}
