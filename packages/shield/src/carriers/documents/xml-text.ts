import { xmlEvents } from '../xml.ts';
import type { XmlEvent } from '../xml.ts';

type Opened = Extract<XmlEvent, { kind: 'open' }>;

/** What is said of a document's language for texts, so that one walk reads it. */
export interface TextMarks {
  /** Elements that end a line. */
  readonly lines: ReadonlySet<string>;
  /** Elements that stand for a space between words. */
  readonly gaps: ReadonlySet<string>;
  /** Which list of texts what is inside an element belongs to, and who is named there; `undefined`: where it is. */
  aside(open: Opened): { readonly list: AsideKind; readonly by: string } | undefined;
  /** Elements whose text is none of anybody's words. */
  readonly silent: ReadonlySet<string>;
}

/** What stands beside the text of a document. */
export type AsideKind = 'comment' | 'change' | 'hidden';

/** A text beside the text. */
export interface Aside {
  readonly list: AsideKind;
  readonly by: string;
  readonly text: string;
}

/** The text of a document's part, and what stands beside it. */
export function textIn(xml: string, marks: TextMarks): { text: string; asides: Aside[] } {
  const reader = new TextReader(marks);
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') reader.take(event.text);
    else if (event.kind === 'open') reader.open(event);
    else reader.close(event.name);
  }
  return reader.done();
}

class TextReader {
  readonly #marks: TextMarks;
  readonly #main: string[] = [];
  readonly #asides: Aside[] = [];
  readonly #stack: { name: string; list: AsideKind; by: string; parts: string[] }[] = [];
  #silent = 0;

  constructor(marks: TextMarks) {
    this.#marks = marks;
  }

  take(text: string): void {
    if (this.#silent === 0) this.#parts().push(text);
  }

  open(event: Opened): void {
    const { name } = event;
    if (this.#marks.silent.has(name)) this.#silent += 1;
    if (this.#marks.gaps.has(name)) this.#parts().push(' ');
    const aside = this.#marks.aside(event);
    if (aside !== undefined) this.#stack.push({ name, ...aside, parts: [] });
  }

  close(name: string): void {
    if (this.#marks.silent.has(name)) this.#silent = Math.max(0, this.#silent - 1);
    if (this.#marks.lines.has(name)) this.#parts().push('\n');
    if (this.#stack.at(-1)?.name === name) this.#end();
  }

  done(): { text: string; asides: Aside[] } {
    // What is not closed is there all the same.
    while (this.#stack.length > 0) this.#end();
    return { text: this.#main.join(''), asides: this.#asides };
  }

  #parts(): string[] {
    return this.#stack.at(-1)?.parts ?? this.#main;
  }

  #end(): void {
    const { list, by, parts } = this.#stack.pop() ?? { list: 'hidden', by: '', parts: [] };
    this.#asides.push({ list, by, text: parts.join('').trim() });
  }
}

/** Each element of a name with the text inside it. */
export function elementsIn(
  xml: string,
): { name: string; text: string; attributes: Map<string, string> }[] {
  const found: { name: string; text: string; attributes: Map<string, string> }[] = [];
  const open: {
    name: string;
    attributes: Map<string, string>;
    text: string;
    hasChildren: boolean;
  }[] = [];
  for (const event of xmlEvents(xml)) {
    const last = open.at(-1);
    if (event.kind === 'open') {
      if (last !== undefined) last.hasChildren = true;
      open.push({ name: event.name, attributes: event.attributes(), text: '', hasChildren: false });
    } else if (event.kind === 'text') {
      if (last !== undefined) last.text += event.text;
    } else if (last?.name === event.name) {
      open.pop();
      if (!last.hasChildren || last.attributes.size > 0)
        found.push({ name: last.name, text: last.text.trim(), attributes: last.attributes });
    }
  }
  return found;
}
