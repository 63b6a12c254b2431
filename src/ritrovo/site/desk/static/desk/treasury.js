// On a line of the bank: A accepts, S opens the other choices, L leaves. Only while a line has the
// focus, and never while somebody types. Without this file the same is done with the mouse or Tab.
(() => {
  "use strict";
  const form = document.getElementById("pairs");
  if (!form) return;
  const pairs = [...form.querySelectorAll("[data-pair]")];

  const next = (pair) => {
    const following = pairs[pairs.indexOf(pair) + 1];
    const place = following || form.querySelector("button");
    (place.querySelector?.("input:checked") || place).focus();
    place.scrollIntoView({ block: "nearest" });
  };

  form.addEventListener("keydown", (event) => {
    // Enter after a code goes on to the next line: it must not import the whole file.
    if (event.key === "Enter" && event.target.dataset.checks === "code") {
      event.preventDefault();
      next(event.target.closest("[data-pair]"));
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input:not([type=radio])")) return;
    const pair = event.target.closest("[data-pair]");
    const wanted = pair?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("summary")) {
      wanted.parentElement.open = true;
      const others = wanted.parentElement;
      (others.querySelector("input:not([type=radio])") || others.querySelector("input")).focus();
      return;
    }
    wanted.checked = true;
    wanted.dispatchEvent(new Event("input", { bubbles: true }));
    next(pair);
  });

  // Whoever writes a code means that code.
  form.addEventListener("input", (event) => {
    if (event.target.dataset.checks !== "code" || !event.target.value) return;
    event.target.closest("[data-pair]").querySelector('input[value="code"]').checked = true;
  });
})();
