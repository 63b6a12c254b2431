// Small comforts. Every page works without this file; what needs it stays hidden until it runs.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  const say = (text) => {
    const place = document.getElementById("announcements");
    if (!place) return;
    place.textContent = "";
    requestAnimationFrame(() => { place.textContent = text; });
  };

  // Copy and share -----------------------------------------------------------------------------
  const copied = (button) => {
    const words = button.querySelector("[data-words]") || button;
    if (words.dataset.before === undefined) words.dataset.before = words.textContent;
    words.textContent = button.dataset.done;
    say(button.dataset.done);
    setTimeout(() => { words.textContent = words.dataset.before; }, 2500);
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      copied(button);
    } catch {
      // Without permission select the text, so that the person's own command copies it.
      const value = button.closest(".copyline")?.querySelector(".copyline-value");
      if (value) getSelection().selectAllChildren(value);
    }
  };

  const share = (button) => {
    const { url, text } = button.dataset;
    navigator.share({ url, text }).catch(() => {});
  };

  // Light and dark -----------------------------------------------------------------------------
  const showTheme = () => {
    const now = root.dataset.theme || "auto";
    all("[data-theme-choice]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === now));
    });
  };

  const choose = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (theme === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
    showTheme();
  };

  // Forms --------------------------------------------------------------------------------------
  let dirty = false;

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.copy !== undefined) copy(button);
    if (button.dataset.share !== undefined) share(button);
    if (button.dataset.themeChoice) choose(button.dataset.themeChoice);
    if (button.dataset.print !== undefined) print();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    dirty = false;
    event.submitter?.setAttribute("aria-busy", "true");
  }, true);

  const forgetSent = (scope) => {
    all("form[data-sent]", scope).forEach((form) => { delete form.dataset.sent; });
    all("[aria-busy]", scope).forEach((button) => { button.removeAttribute("aria-busy"); });
  };

  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => forgetSent(document));

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.closest("form[data-guard]")) dirty = true;
    const other = field.closest("[data-other-amount]");
    if (other && field.value) {
      const radio = other.parentElement.querySelector("input[type=radio][value=other]");
      if (radio) radio.checked = true;
    }
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    const group = field.closest("[data-amount-choice]");
    if (!group || field.type !== "radio") return;
    const other = group.querySelector("[data-other-amount] input");
    if (field.value === "other") other.focus();
    else other.value = "";
  });

  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  // Menus close with Escape and give the focus back.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details.menu[open], details.definition[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // A passkey that the device refused: say so where the person looks.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    all("[data-passkey-failed]").forEach((part) => { part.hidden = false; });
  });

  // Fragments ----------------------------------------------------------------------------------
  const prepare = (scope) => {
    all("[data-needs-js]", scope).forEach((part) => { part.hidden = false; });
    if (navigator.share) all("[data-share]", scope).forEach((part) => { part.hidden = false; });
    scope.querySelector(":not([data-still]) > .error-summary")?.focus();
  };

  document.addEventListener("htmx:finally:request", () => forgetSent(document));
  document.addEventListener("htmx:after:settle", (event) => prepare(event.target));
  document.addEventListener("htmx:error", () => say(document.body.dataset.failed || ""));

  prepare(document);
  showTheme();
})();
