import { printable } from '../printable.ts';
import type { Proposal } from '../proposals/index.ts';
import { changeLines } from './change-lines.ts';
import { type FrameLimit, feedbackLines } from './feedback-frame.ts';
import { markdownLines } from './highlight.ts';
import type { CellChange } from './preview.ts';
import { currentProposal, type Form, formsOf, type ReviewState, shownForm } from './state.ts';
import { type Line, line, type Span, span, wrapProse, wrapWords } from './styled.ts';

/** What is known of the current proposal beside the state. */
export interface Subject {
  /** Source and execution count of the feedback cell. */
  readonly source: string;
  readonly executionCount: number | null;
  /** The lesson of the template; empty when it is not known. */
  readonly why: string;
  /** "catches 5 of 12 faults"; empty where that is not known. */
  readonly catches: string;
  /** What accepting it, as shown, would change. */
  readonly changes: readonly CellChange[];
}

export interface BodyOptions {
  readonly width: number;
  readonly color: boolean;
  /** Lines there are for it; code and output are condensed when it would be longer. */
  readonly room: number;
}

interface Limit extends FrameLimit {
  /** Leaves out the sentence above the change where the note in the change begins with it. */
  readonly isTerse?: boolean;
}

/** First choice, then more and more condensed. What is to be decided on is never condensed; it comes in pages. */
const LIMITS: readonly Limit[] = [
  { before: 3, code: 30, output: 40 },
  { before: 3, code: 12, output: 16 },
  { before: 2, code: 8, output: 8 },
  { before: 0, code: 8, output: 8 },
  { before: 0, code: 4, output: 5 },
  { before: 0, code: 3, output: 3 },
  { before: 0, code: 3, output: 3, isTerse: true },
  { before: 0, code: 2, output: 2, isTerse: true },
];

/** Where pages are needed anyway, the first one shows enough of the output to judge by. */
const IN_PAGES: Limit = { before: 0, code: 4, output: 4, isTerse: true };

/** From the feedback code to the diff: everything between header and keys. */
export function bodyOf(state: ReviewState, subject: Subject, options: BodyOptions): Line[] {
  const proposal = currentProposal(state);
  if (proposal === undefined) return [];
  const arrange = (limit: Limit): Line[] => [
    ...feedbackLines(proposal, subject.source, unfolded(limit, state), options.width),
    line(''),
    ...aboutLines(state, proposal, subject, limit.isTerse === true, options.width),
    line(''),
    ...changeLines(proposal, subject.changes, options),
  ];
  return LIMITS.map(arrange).find(({ length }) => length <= options.room) ?? arrange(IN_PAGES);
}

function unfolded(limit: Limit, { showsAll }: ReviewState): FrameLimit {
  const all = Number.POSITIVE_INFINITY;
  return showsAll ? { before: all, code: all, output: all } : limit;
}

function aboutLines(
  state: ReviewState,
  proposal: Proposal,
  subject: Subject,
  isTerse: boolean,
  width: number,
): Line[] {
  const forms = formsOf(state, proposal);
  const form = forms[shownForm(state, proposal)];
  const assumption = statedIn(form) ?? proposal.assumption;
  const isSaidBelow = subject.changes.some((change) => change.kind === 'new' && change.source.startsWith(STATES));
  const words = isTerse && isSaidBelow ? [] : wrapWords(`Assumes: ${printable(assumption)}`, width - 1);
  return [
    ...words.map((text) => line(` ${text}`, 'strong')),
    [
      span(' '),
      span(`${proposal.confidence} confidence`, proposal.confidence === 'low' ? 'warning' : 'plain'),
      span(' · ', 'faint'),
      ...formNames(forms, form),
      span(subject.catches === '' ? '' : ` · ${subject.catches}`),
      span(` · ${proposal.template}`, 'faint'),
    ],
    ...(state.showsWhy ? whyLines(proposal, subject, width) : []),
  ];
}

const STATES = '**Assumption:** ';

/** The sentence that the note of a form begins with: a looser form assumes less. */
function statedIn(form: Form | undefined): string | null {
  const [first = ''] = form?.note.split('\n') ?? [];
  return first.startsWith(STATES) ? first.slice(STATES.length) : null;
}

/** All forms there are, the one shown in brackets: `strict [balanced] lenient`. */
function formNames(forms: readonly Form[], shown: Form | undefined): Span[] {
  if (forms.length === 1) return [span(shown?.name ?? '')];
  return forms.flatMap((form, index) => [
    ...(index > 0 ? [span(' ')] : []),
    form === shown ? span(`[${form.name}]`, 'strong') : span(form.name, 'faint'),
  ]);
}

function whyLines(proposal: Proposal, { why }: Subject, width: number): Line[] {
  const evidence = proposal.evidence === null ? 'none' : proposal.evidence.kind;
  const facts = [...proposal.why, `Evidence from the saved output: ${evidence}. Check: ${proposal.check}.`];
  const lesson = why === '' ? [] : [line(''), ...lessonLines(why, width)];
  return [
    ...facts.flatMap((fact) =>
      wrapWords(printable(fact), width - 4).map((text, index) => line(index === 0 ? ` - ${text}` : `   ${text}`)),
    ),
    ...lesson,
  ];
}

/** Its paragraphs are one line each in what is shown, whatever its line ends. */
function lessonLines(why: string, width: number): Line[] {
  return markdownLines(why.replace(/\s+/g, ' ').trim())
    .flatMap((text) => wrapProse(text, width - 3))
    .map((text) => [span('   '), ...text]);
}
