/** What editors and desktops leave beside the files they are asked to write. */
const droppings: readonly RegExp[] = [
  // Emacs: a lock that is a dangling link, an autosave, a backup.
  /^#.*#$/,
  /~$/,
  // Vim: swap files are dot-files; this one tries whether the folder can be written to.
  /^4913$/,
  /\.sw[a-p]$/,
  // JetBrains: a safe write.
  /___jb_(?:tmp|old)___$/,
  /^(?:Thumbs\.db|desktop\.ini)$/i,
];

/** True for what nobody meant to publish; dot-files, too, but for the one folder that browsers ask for. */
export function isDropping(name: string): boolean {
  if (name.startsWith(".")) return name !== ".well-known";
  return droppings.some((dropping) => dropping.test(name));
}
