// Acute danger ticked: the numbers to call are on the page at that moment, not after sending.

export function showDanger(form) {
  const notice = form.querySelector("[data-gevaar]");
  if (!notice) return;
  form.addEventListener("change", () => {
    notice.hidden = form.querySelector("[name=veiligheid_acuut]:checked")?.value !== "ja";
  });
}
