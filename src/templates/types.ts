import type { Evidence } from '../evidence/index.ts';
import type { Feedback, Subject } from '../feedback/index.ts';
import type { Captures, Names, PatternData, PythonNotebook, Stability } from '../python/index.ts';
import type { TemplateData } from './data.ts';
import type { Check, Confidence, Strictness } from './vocabulary.ts';

/** One `templates/<check>/<name>.yaml`, loaded and checked. */
export interface Template {
  /** `<check>/<name>`: the path below the template folder, without ending. */
  readonly id: string;
  readonly check: Check;
  readonly summary: string;
  /** The lesson, for a learner. Markdown. */
  readonly why: string;
  readonly confidence: Confidence;
  /** The file it was read from. */
  readonly file: string;
  /** Python that a kernel evaluates for evidence when the saved outputs hold none; null when there is none. */
  readonly probe: string | null;
  /** The whole content of the file. */
  readonly data: TemplateData;
  /** Where the build has worked it out, so that only templates that are needed have to be compiled. */
  readonly looks?: TemplateLooks;
}

/** What code has to look like for a template to match. */
export interface TemplateLooks {
  /** Of the patterns that may match; see `looksOf` of `python/`. */
  readonly looks: readonly string[];
  /** Of the patterns that must not match, so far as they are others. */
  readonly others: readonly string[];
  /** Each of its patterns by its source, compiled, those that are about other statements among them. */
  readonly patterns: Readonly<Record<string, PatternData>>;
  /** Whether it relates two values. */
  readonly isPair: boolean;
}

/** Templates ready for use. Later ones replace earlier ones of the same id. */
export interface TemplateLibrary {
  readonly templates: readonly Template[];
}

/** One value shown: what it is about and what was seen. */
export interface Part {
  readonly subject: Subject;
  readonly evidence: Evidence | null;
  /** Why the evidence may not hold on a clean run: a stale output, an ambiguous reading. Takes a step of confidence. */
  readonly doubt?: string;
}

/** An expression for a kernel, on behalf of a template. */
export interface Probe {
  /** Its id. */
  readonly template: string;
  readonly expression: string;
  /** The author's expressions that it is made of. */
  readonly captures: Captures;
}

/** Everything a template may look at for one subject of one feedback statement. */
export interface Situation {
  readonly feedback: Feedback;
  readonly subject: Subject;
  readonly evidence: Evidence | null;
  readonly stability: Stability;
  readonly notebook: PythonNotebook;
  readonly names: Names;
  /** A name that stands for the whole subject once it has been bound (rule 3); null when it has not. */
  readonly boundTo: string | null;
  /**
   * What the cell has shown in front of this subject, in order: other subjects of the same feedback and of earlier
   * feedback of the cell. Templates that relate two values need it; without it they stay silent.
   */
  readonly shownBefore?: readonly Part[];
  /** Everything the notebook shows outside of functions, in document order: a plot may find its evidence there. */
  readonly shownElsewhere?: () => readonly Part[];
  /** What a kernel answered to the probes of templates, by template id. See `probesOf`. */
  readonly probed?: ReadonlyMap<string, Evidence>;
  /**
   * Whether a fact ("shape of df") is said already of what the subject holds, by a proposal made before. Templates that say
   * several things at once leave it out then; without it nothing counts as said.
   */
  readonly isSaid?: (fact: string) => boolean;
  /** Keep every literal from outputs out of asserts, messages and notes (rule 9); what cannot do without is dropped. */
  readonly redact?: boolean;
}

export interface Variant {
  readonly strictness: Strictness;
  /** One or more complete Python statements, without trailing newline. */
  readonly assert: string;
  /** Markdown, two or three lines. */
  readonly note: string;
}

/** What a template makes of a situation, before the rules of `proposals/` have been applied. */
export interface Suggestion {
  readonly template: Template;
  readonly captures: Captures;
  /** One sentence: "every passenger has an age". */
  readonly assumption: string;
  /** From strict to lenient; at least one. */
  readonly variants: readonly Variant[];
  /** What the asserts of all variants test, each on one line, without their messages. */
  readonly conditions: readonly string[];
  readonly confidence: Confidence;
  /** Why the confidence is lower than the template's own; empty when it is not. */
  readonly doubts: readonly string[];
  /** Keys of the facts stated ("columns of df"), the strongest first; two suggestions with the same first key say the same. */
  readonly facts: readonly string[];
}
