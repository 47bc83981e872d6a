/** Which templates can match at all, so that many cost little more than few. */
import type { Subject } from '../feedback/index.ts';
import { type Expression, looksOf } from '../python/index.ts';
import { definitionOf } from './match.ts';
import { elementParts, MOST_PARTS } from './pairs.ts';
import { type Entry, entryOf, looksOfTemplate, Shortlist } from './shortlist.ts';
import type { Situation, Template, TemplateLibrary } from './types.ts';

/** So many definitions are looked through, as in matching. */
const MOST_STEPS = 4;

/** What is known of a subject before any template is tried. */
export interface Candidates {
  readonly list: Shortlist;
  /** The looks of the subject and of what it is defined as: patterns of any other look need not be tried. */
  readonly looks: ReadonlySet<string>;
}

/** The templates of a library by the look of the code they are about. */
class TemplateIndex {
  private readonly single = new ByLook();
  /** Templates that relate two values, by the look of either. */
  private readonly pairs = new ByLook();
  private readonly lists = new Map<string, Shortlist>();
  /** Asked for again by the reason for silence, by probes, and when the subject has been bound to a name. */
  private readonly known = new WeakMap<Subject, Candidates>();

  constructor(templates: readonly Template[]) {
    for (const [order, template] of templates.entries()) {
      const entry = entryOf(template, order);
      const { looks, isPair } = template.looks ?? looksOfTemplate(entry.compile());
      for (const look of looks) (isPair ? this.pairs : this.single).add(look, entry);
    }
  }

  candidates(situation: Situation): Candidates {
    let known = this.known.get(situation.subject);
    if (known === undefined) {
      const looks = looksAround(situation);
      const ofParts = new Set(partsOf(situation).flatMap((part) => looksOf(part, situation.names)));
      known = { list: this.listOf(this.pairs.known(ofParts), this.single.known(looks)), looks };
      this.known.set(situation.subject, known);
    }
    return known;
  }

  /** Most subjects look like one that was asked for before. */
  private listOf(pairs: readonly string[], single: readonly string[]): Shortlist {
    const key = `${pairs.join('\n')}\n\n${single.join('\n')}`;
    let list = this.lists.get(key);
    if (list === undefined) {
      list = new Shortlist(this.pairs.find(pairs), this.single.find(single), new Set(single));
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

  /** Those of the looks that an entry has; few of the names in a notebook are. */
  known(looks: ReadonlySet<string>): string[] {
    return [...looks].filter((look) => this.entries.has(look));
  }

  /** Each entry once, in the order of the library. */
  find(looks: readonly string[]): Entry[] {
    const found = new Set(looks.flatMap((look) => this.entries.get(look) ?? []));
    return [...found].sort((a, b) => a.order - b.order);
  }
}

const indexed = new WeakMap<TemplateLibrary, TemplateIndex>();

/** Templates that may match a subject. */
export function candidates(library: TemplateLibrary, situation: Situation): Candidates {
  let index = indexed.get(library);
  if (index === undefined) indexed.set(library, (index = new TemplateIndex(library.templates)));
  return index.candidates(situation);
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
  for (let step = 0; expression !== null && step <= MOST_STEPS; step++) {
    for (const look of looksOf(expression, names)) looks.add(look);
    expression = definitionOf(expression, names);
  }
  return looks;
}
