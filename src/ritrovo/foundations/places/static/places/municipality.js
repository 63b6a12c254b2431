// Fills the browser's own list of suggestions while one types a municipality.
(() => {
  "use strict";

  const PAUSE = 150; // Milliseconds without a key before asking.
  const waiting = new WeakMap();

  const suggest = async (input) => {
    const text = input.value.trim();
    if (text.length < 2 || [...input.list.options].some((option) => option.value === text)) return;
    try {
      const answer = await fetch(`${input.dataset.municipalities}?q=${encodeURIComponent(text)}`);
      const { results } = await answer.json();
      if (input.value.trim() !== text) return; // A later question is already on its way.
      const options = results.map(({ label }) => new Option("", label));
      input.list.replaceChildren(...options);
    } catch {
      // No network: what is typed is checked when the form is sent.
    }
  };

  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("input[data-municipalities]")) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(() => suggest(target), PAUSE));
  });
})();
