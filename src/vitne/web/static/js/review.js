// The review queue: each key does what its button does.
const typing = (element) => element.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

const close = () => {
  for (const one of document.querySelectorAll("details.act[open], details.help[open]")) {
    one.open = false;
    one.querySelector("summary").focus();
  }
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { close(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  const details = button.closest("details");
  if (!details) { button.click(); return; }
  const opens = !details.open;
  if (opens) for (const other of document.querySelectorAll("details.act[open]")) other.open = false;
  details.open = opens;
  (opens && details.querySelector("form :is(input:not([type=hidden]), select, textarea)") || button).focus();
});

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll('form[action="/judge"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; });

// The claim that is looked at is seen in the list.
document.querySelector(".queue__list .is-here")?.scrollIntoView({ block: "nearest" });
scrollTo({ top: 0 });
