/** Templates whose code looks like that of a subject, sorted out once for all subjects of the same looks. */
import type { Evidence } from '../evidence/index.ts';
import { dataOfPattern } from '../python/index.ts';
import { asList, type Compiled, compileTemplate, everyPatternOf, type MatchNode, patternsOf } from './compile.ts';
import { narrowed } from './narrow.ts';
import type { Template, TemplateLooks } from './types.ts';

/** A template that is compiled when it is first needed. */
export interface Entry {
  readonly template: Template;
  /** Its place in the library. */
  readonly order: number;
  readonly compile: () => Compiled;
}

export function entryOf(template: Template, order: number): Entry {
  let compiled: Compiled | null = null;
  return { template, order, compile: () => (compiled ??= compileTemplate(template)) };
}

/** What `Template.looks` is for a template. */
export function looksOfTemplate({ match, elsewhere, doubts }: Compiled): TemplateLooks {
  const looks = new Set(patternsOf(match).map(({ look }) => look));
  const all = [match, ...doubts.flatMap((doubt) => doubt.match ?? [])].flatMap(everyPatternOf);
  const patterns = [...all, ...elsewhere.flatMap((node) => node.patterns)];
  return {
    looks: [...looks],
    others: [...new Set(everyPatternOf(match).map(({ look }) => look))].filter((look) => !looks.has(look)),
    patterns: Object.fromEntries(patterns.map((pattern) => [pattern.source, dataOfPattern(pattern)])),
    isPair: match.pair !== null,
  };
}

/** A template, and what is left of its `match` for code of the looks at hand. */
export interface Narrowed {
  readonly compiled: Compiled;
  readonly match: MatchNode;
}

/**
 * Templates by how late they are asked: those of a later kind only where those of the earlier ones have nothing to say.
 * Most templates that look right need other evidence than there is, and are never looked at.
 */
export type Ranks = readonly (readonly Narrowed[])[];

const FALLBACKS = [false, true, 'last'] as const;

/** What there is to say something from. */
export interface AtHand {
  /** Null when no output was read. */
  readonly kind: Evidence['kind'] | null;
  /** Whether other outputs, or the code alone, may do. */
  readonly elsewhere: boolean;
}

export class Shortlist {
  private readonly pairs: readonly Entry[];
  private readonly single: readonly Entry[];
  private readonly looks: ReadonlySet<string>;
  private readonly usable = new Map<string, Ranks>();
  private readonly left = new Map<Entry, Narrowed | null>();
  private named: readonly Narrowed[] | null = null;
  private probing: readonly Narrowed[] | null = null;

  /** @param looks what the subjects look like, as far as a template asks for it */
  constructor(pairs: readonly Entry[], single: readonly Entry[], looks: ReadonlySet<string>) {
    this.pairs = pairs;
    this.single = single;
    this.looks = looks;
  }

  /** Those that may say something with what is at hand; ones that a kernel has `probed` always may. */
  whichMaySay(atHand: AtHand, probed: ReadonlyMap<string, unknown> | undefined): Ranks {
    if (probed !== undefined && probed.size > 0) return this.rank(atHand, probed);
    const key = `${atHand.kind} ${atHand.elsewhere}`;
    let ranks = this.usable.get(key);
    if (ranks === undefined) this.usable.set(key, (ranks = this.rank(atHand, new Map())));
    return ranks;
  }

  private rank(atHand: AtHand, probed: ReadonlyMap<string, unknown>): Ranks {
    const usable = [
      ...this.pairs,
      ...this.single.filter(({ template }) => probed.has(template.id) || maySay(template, atHand)),
    ];
    return FALLBACKS.map((level) =>
      this.narrowed(usable.filter(({ template }) => (template.data.fallback ?? false) === level)),
    );
  }

  /** Those of which a match could name any code: most that are tried fit whatever it is. */
  naming(): readonly Narrowed[] {
    return (this.named ??= this.narrowed(this.single).filter(({ match }) => namesCode(match)));
  }

  /** Those that ask a kernel. */
  withProbe(): readonly Narrowed[] {
    return (this.probing ??= this.narrowed(this.single.filter(({ template }) => template.probe !== null)));
  }

  private narrowed(entries: readonly Entry[]): Narrowed[] {
    return entries.map((entry) => this.narrowedOf(entry)).filter((it) => it !== null);
  }

  private narrowedOf(entry: Entry): Narrowed | null {
    let known = this.left.get(entry);
    if (known === undefined) {
      const compiled = entry.compile();
      const match = narrowed(compiled.match, this.looks);
      known = match === null ? null : { compiled, match };
      this.left.set(entry, known);
    }
    return known;
  }
}

function maySay({ data: { evidence, unseen } }: Template, { kind, elsewhere }: AtHand): boolean {
  if (kind !== null && asList<string>(evidence.kind).includes(kind)) return true;
  return elsewhere && ((evidence.elsewhere ?? []).length > 0 || unseen !== undefined);
}

function namesCode({ pattern, named, any, all }: MatchNode): boolean {
  return (pattern !== null && named > 0) || all.some(namesCode) || any?.some(namesCode) === true;
}
