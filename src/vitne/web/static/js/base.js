// What every page does: switching between light and dark without loading the page anew.

const root = document.documentElement;
const dark = document.querySelector("link[data-dark]");
const choice = document.querySelector("[data-theme-switch]");

function isDark() {
  if (root.dataset.theme === "auto") return matchMedia("(prefers-color-scheme: dark)").matches;
  return root.dataset.theme === "dark";
}

if (choice) {
  choice.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    dark.media = theme === "dark" ? "screen" : "not all";
    const address = new URL(location.href);
    address.searchParams.set("theme", theme);
    // The server keeps the choice in a cookie that scripts cannot write.
    fetch(address, { credentials: "same-origin", cache: "no-store" }).catch(() => {});
    root.dispatchEvent(new CustomEvent("vitne:theme", { detail: theme }));
  });
}
