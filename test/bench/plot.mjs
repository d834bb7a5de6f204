/** Cost against size, both by powers of ten, as an SVG: a line that is steeper than the grey ones grows faster than the blog. */
const width = 720;
const height = 420;
const margin = { left: 60, right: 230, top: 20, bottom: 45 };
const colours = ["#9c3b2e", "#c98a2b", "#2f5d50", "#3d6f9e", "#8a8a8a", "#6b4f8a", "#444444"];

export function plot(rows) {
  const names = [...new Set(rows.map(({ name }) => name))];
  const sizes = [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b);
  const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
  const walls = (name, size) => rows.filter((row) => row.name === name && row.size === size).map(({ wall }) => wall);
  const all = rows.map(({ wall }) => wall);
  const [low, high] = [Math.floor(Math.log10(Math.min(...all))), Math.ceil(Math.log10(Math.max(...all)))];
  const [first, last] = [Math.log10(sizes[0]), Math.log10(sizes.at(-1))];
  const x = (size) =>
    margin.left + ((Math.log10(size) - first) / (last - first || 1)) * (width - margin.left - margin.right);
  const y = (wall) =>
    height - margin.bottom - ((Math.log10(wall) - low) / (high - low)) * (height - margin.top - margin.bottom);
  const text = (at, down, words, more = "") =>
    `<text x="${at}" y="${down}" ${more}>${words.replaceAll("&", "&amp;")}</text>`;
  const grid = [];
  for (let power = low; power <= high; power++) {
    const at = y(10 ** power);
    grid.push(`<path d="M${margin.left} ${at}H${width - margin.right}" stroke="#ddd"/>`);
    grid.push(text(margin.left - 8, at + 4, `${10 ** power} s`, 'text-anchor="end"'));
  }
  for (const size of sizes)
    grid.push(text(x(size), height - margin.bottom + 18, size.toLocaleString("en-US"), 'text-anchor="middle"'));
  const lines = names.map((name, at) => {
    const points = sizes.flatMap((size) => {
      const wall = median(walls(name, size));
      return wall === undefined ? [] : [`${x(size).toFixed(1)},${y(wall).toFixed(1)}`];
    });
    const colour = colours[at % colours.length];
    const label = text(width - margin.right + 12, margin.top + 18 * at + 10, name, `fill="${colour}"`);
    return `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>${label}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${grid.join("")}${lines.join("")}${text(margin.left, height - 8, "posts, cold build")}</svg>\n`;
}
