// While a long list is being written, say so: the page that answers comes some seconds later.
(() => {
  "use strict";
  const note = document.querySelector("[data-writing]");
  note?.closest("form").addEventListener("submit", (event) => {
    if (event.submitter?.name === "write") note.textContent = note.dataset.writing;
  });
  // Whoever comes back by the browser's arrow finds the page as it was.
  window.addEventListener("pageshow", () => { if (note) note.textContent = ""; });
})();
