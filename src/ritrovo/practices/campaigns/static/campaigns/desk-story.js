// The story's field becomes an editor; without this file it stays a field of plain text.
(() => {
  "use strict";
  const field = document.querySelector("textarea[data-story]");
  const tools = document.getElementById("story-tools");
  if (!field || !tools || field.disabled || !window.Trix) return;

  const blocks = window.Trix.config.blockAttributes;
  blocks.default.tagName = "p";
  blocks.default.breakOnReturn = true;
  blocks.heading1.tagName = "h2";
  // Pictures have a page of their own, where each gets its words.
  addEventListener("trix-file-accept", (event) => event.preventDefault());

  const label = document.querySelector(`label[for="${field.id}"]`);
  label.id = label.id || `${field.id}_label`;
  const kept = document.createElement("input");
  kept.type = "hidden";
  kept.id = `${field.id}_rich`;
  kept.name = field.name;
  kept.value = field.defaultValue === field.value ? field.dataset.story || field.value : field.value;

  const editor = document.createElement("trix-editor");
  editor.className = "story-editor prose";
  editor.setAttribute("toolbar", "story-toolbar");
  editor.setAttribute("input", kept.id);
  editor.setAttribute("aria-labelledby", label.id);
  if (field.getAttribute("aria-describedby")) {
    editor.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  }
  label.addEventListener("click", () => editor.focus());

  field.removeAttribute("name");
  field.hidden = true;
  field.before(kept, tools.content.cloneNode(true), editor);

  // The editor listens to the mouse; whoever presses a button with the keyboard means the same.
  document.getElementById("story-toolbar").addEventListener("click", (event) => {
    const button = event.target.closest("[data-trix-attribute], [data-trix-action]");
    if (button && event.detail === 0) {
      button.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
    }
  });

  // The preview follows what is written here as it does every other field.
  editor.addEventListener("trix-change", () => {
    kept.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
