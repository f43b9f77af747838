// A part of a page that shows how far something is looks again by itself; when it is ready, so does the whole page.

export function lookAgain(part) {
  const wait = Number(part.dataset.ververs) * 1000;

  async function look() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("[data-ververs]");
      if (!answer.ok || !next) return location.reload();
      // Whoever is at a button in it keeps it.
      if (!part.contains(document.activeElement)) part.replaceChildren(...next.childNodes);
    } catch {
      // The connection may come back.
    }
    setTimeout(look, wait);
  }

  setTimeout(look, wait);
}
