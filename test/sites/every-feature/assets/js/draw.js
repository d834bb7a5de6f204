// Stands for a library that draws: it brings styles that nobody can know beforehand.
const style = document.createElement("style");
style.textContent = ".drawn { border-top-style: dashed; border-top-width: 3px; }";
document.head.append(style);
for (const source of document.querySelectorAll("pre.mermaid")) {
  source.classList.add("drawn");
  source.style.borderTopColor = "rgb(1, 2, 3)";
}
