/** Which templates can match at all, so that many cost little more than few. */
import type { Subject } from '../feedback/index.ts';
import { type Expression, looksOf, MOST_DEFINITIONS } from '../python/index.ts';
import { definitionOf } from './match.ts';
import { elementParts, MOST_PARTS } from './pairs.ts';
import { type Entry, entryOf, looksOfTemplate, Shortlist } from './shortlist.ts';
import type { Situation, Template, TemplateLibrary } from './types.ts';

/** The templates of a library by the look of the code they are about. */
class TemplateIndex {
  private readonly single = new ByLook();
  /** Templates that relate two values, by the look of either. */
  private readonly pairs = new ByLook();
  /** All looks that any pattern asks for: few of the names in a notebook are among them. */
  private readonly asked = new Set<string>();
  private readonly lists = new Map<string, Shortlist>();
  /** Asked for again by the reason for silence, by probes, and when the subject has been bound to a name. */
  private readonly known = new WeakMap<Subject, Shortlist>();

  constructor(templates: readonly Template[]) {
    for (const [order, template] of templates.entries()) {
      const entry = entryOf(template, order);
      const { looks, others, isPair } = template.looks ?? looksOfTemplate(entry.compile());
      for (const look of looks) (isPair ? this.pairs : this.single).add(look, entry);
      for (const look of [...looks, ...others]) this.asked.add(look);
    }
  }

  shortlist(situation: Situation): Shortlist {
    let known = this.known.get(situation.subject);
    if (known === undefined) {
      const looks = [...looksAround(situation)].filter((look) => this.asked.has(look));
      const ofParts = partsOf(situation).flatMap((part) => looksOf(part, situation.names));
      known = this.listOf(looks, [...new Set(ofParts)].filter((look) => this.asked.has(look)));
      this.known.set(situation.subject, known);
    }
    return known;
  }

  /** Most subjects look like one that was asked for before. */
  private listOf(looks: readonly string[], ofParts: readonly string[]): Shortlist {
    const key = `${looks.join('\n')}\n\n${ofParts.join('\n')}`;
    let list = this.lists.get(key);
    if (list === undefined) {
      list = new Shortlist(this.pairs.find(ofParts), this.single.find(looks), new Set(looks));
      this.lists.set(key, list);
    }
    return list;
  }
}

class ByLook {
  private readonly entries = new Map<string, Entry[]>();

  add(look: string, entry: Entry): void {
    const list = this.entries.get(look);
    if (list === undefined) this.entries.set(look, [entry]);
    else list.push(entry);
  }

  /** Each entry once, in the order of the library. */
  find(looks: readonly string[]): Entry[] {
    const found = new Set(looks.flatMap((look) => this.entries.get(look) ?? []));
    return [...found].sort((a, b) => a.order - b.order);
  }
}

const indexed = new WeakMap<TemplateLibrary, TemplateIndex>();

/** Templates that may match a subject. */
export function shortlistOf(library: TemplateLibrary, situation: Situation): Shortlist {
  let index = indexed.get(library);
  if (index === undefined) indexed.set(library, (index = new TemplateIndex(library.templates)));
  return index.shortlist(situation);
}

/** The second of two values is the subject itself or one of its elements; it may fit either pattern of a pair. */
function partsOf({ subject, evidence }: Situation): Subject[] {
  const elements = elementParts(subject, evidence).slice(0, MOST_PARTS);
  return [subject, ...elements.map((element) => element.subject)];
}

/** The looks of a subject and of what it is defined as, step by step. */
export function looksAround({ subject, names }: Pick<Situation, 'subject' | 'names'>): Set<string> {
  const looks = new Set<string>();
  let expression: Expression | null = subject;
  for (let step = 0; expression !== null && step <= MOST_DEFINITIONS; step++) {
    for (const look of looksOf(expression, names)) looks.add(look);
    expression = definitionOf(expression, names);
  }
  return looks;
}
