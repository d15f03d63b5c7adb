/** The rows and fields of a clipboard's text: tabs between fields, quotes around those with tabs or line ends. */
export function fields(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const [field, end] = fieldAt(text, at);
      row.push(field);
      at = end;
      if (text[at] === "\t") {
        at += 1;
        continue;
      }
      if (text[at] === "\r") at += 1;
      if (text[at] === "\n") at += 1;
      break;
    }
    rows.push(row);
  }
  return rows;
}

function fieldAt(text: string, at: number): [string, number] {
  if (text[at] === '"') {
    const found = quoted(text, at + 1);
    if (found) return found;
  }
  let end = at;
  while (end < text.length && !"\t\r\n".includes(text[end] ?? "")) end += 1;
  return [text.slice(at, end), end];
}

function quoted(text: string, from: number): [string, number] | null {
  let field = "";
  for (let at = from; at < text.length; at += 1) {
    if (text[at] !== '"') {
      field += text[at];
    } else if (text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else {
      return at + 1 === text.length || "\t\r\n".includes(text[at + 1] ?? "") ? [field, at + 1] : null;
    }
  }
  return null;
}

/** A field as a clipboard's text has it. */
export function quotedField(field: string): string {
  return /["\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
