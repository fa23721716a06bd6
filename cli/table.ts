/** Rows for people: columns as wide as their widest cell, the heading dimmed. */
import pc from "picocolors";

/** The table as text with a line end; a sentence where there are no rows. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return "None.\n";
  }
  const widths = heading.map((cell, column) => Math.max(cell.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${[pc.dim(line(heading)), ...rows.map(line)].join("\n")}\n`;
}
