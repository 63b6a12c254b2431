// The total follows what is chosen. Without this file the next page says it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-total-follows]");
  const place = document.querySelector("[data-total]");
  if (!form || !place) return;

  const language = document.documentElement.lang || "it";
  const euros = new Intl.NumberFormat(language, { style: "currency", currency: "EUR", minimumFractionDigits: 0 });
  const typed = () => form.querySelector("[data-other-amount] input");
  const card = () => form.querySelector("[data-amount-choice] input[type=radio]:checked");
  const reward = () => form.querySelector("input[name=reward]:checked");

  // The same reading as the server's for what is clear; anything else is left to it.
  const centsTyped = (text) => {
    const bare = text.replace(/[\s€']|eur(o)?/gi, "");
    if (/^\d+$/.test(bare)) return Number(bare) * 100;
    if (/^\d{1,3}([.,]\d{3})+$/.test(bare)) return Number(bare.replace(/[.,]/g, "")) * 100;
    const found = /^([\d.,]*\d)[.,](\d{1,2})$/.exec(bare);
    return found ? Number(found[1].replace(/[.,]/g, "")) * 100 + Number(found[2].padEnd(2, "0")) : null;
  };

  const cents = () => {
    const other = typed();
    if (other && other.value.trim()) return centsTyped(other.value);
    const chosen = card();
    if (chosen && chosen.value !== "other") return Number(chosen.value);
    const price = form.querySelector(`[data-price-of="${CSS.escape(reward()?.value || "")}"]`);
    return price ? Number(price.dataset.cents) : null;
  };

  const show = () => {
    const sum = cents();
    if (sum === null) return;
    const words = euros.format(sum / 100);
    if (place.textContent !== words) place.textContent = words;
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
})();
