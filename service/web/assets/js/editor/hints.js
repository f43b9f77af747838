// One line above the sheet that says what to do now.
const FREE = "Kies iets in de tekening om het te bewerken, of kies «Toevoegen…» voor iets nieuws.";
const CHOSEN = "Rechts bewerkt u wat u koos. «Toevoegen…» zet er iets achter; de prullenbak haalt het weg.";
const PLACING = "Klik in de tekening waar het moet komen. Klikt u op een lijn, dan komt het ertussen. Toch niet? Druk op Esc.";
const CONNECTING = "Klik op het element waar de lijn naartoe moet. Toch niet? Druk op Esc.";
const PLAYING = "Klik op het driehoekje bij het begin en een zaak loopt door het diagram. Kies nog eens «Simulatie» om te stoppen.";

export function hints({ modeler, line }) {
  const bus = modeler.get("eventBus");
  const say = (text) => {
    if (line.textContent !== text) line.textContent = text;
  };
  let plays = false;
  const rest = () => say(plays ? PLAYING : modeler.get("selection").get().length ? CHOSEN : FREE);
  bus.on("create.init", () => say(PLACING));
  bus.on(["connect.init", "global-connect.init"], () => say(CONNECTING));
  bus.on(["create.cleanup", "connect.cleanup", "global-connect.cleanup", "selection.changed"], () => queueMicrotask(rest));
  bus.on("tokenSimulation.toggleMode", ({ active }) => {
    plays = active;
    rest();
  });
  rest();
}
