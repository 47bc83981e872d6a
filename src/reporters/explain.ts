import type { CellExplanation, Freshness } from '../evidence/index.ts';
import { printable, printableLine } from '../printable.ts';

const FITS: Readonly<Record<CellExplanation['fit'], string>> = {
  yes: 'The code explains all of stdout.',
  loose: 'The code explains stdout only when something else wrote lines in between.',
  no: 'The code cannot have written this stdout.',
  'too-large': 'The code or the output is too large to be aligned.',
  cut: 'The front end cut the stream.',
  empty: 'There is no stdout.',
};
const MOST_LINES = 40;

/**
 * How the evidence of one cell was found, as text for someone who debugs a template: the outputs and stdout, then each
 * statement with its skeleton, slots and values.
 */
export function renderExplanation(
  { outputs, stdout, fit, statements }: CellExplanation,
  freshness?: Freshness,
): string {
  const lines = stdout === '' ? [] : printable(stdout).trimEnd().split('\n');
  const shown = lines.slice(0, MOST_LINES).map((line) => `  | ${line.length > 160 ? `${line.slice(0, 159)}…` : line}`);
  const more = lines.length > MOST_LINES ? [`  | … ${lines.length - MOST_LINES} more lines`] : [];
  const parts = [
    `outputs: ${outputs.length === 0 ? 'none' : outputs.map((output) => printableLine(output, 100)).join('; ')}`,
    ...(freshness === undefined || freshness.fresh ? [] : [`  ${freshness.why}`]),
    'stdout',
    ...shown,
    ...more,
    `  ${FITS[fit]}`,
    ...(statements.length === 0 ? ['No feedback.'] : statements.flatMap(statementLines)),
  ];
  return `${parts.join('\n')}\n`;
}

function statementLines({
  feedback,
  skeletons,
  slots,
  reading,
}: CellExplanation['statements'][number]): string[] {
  const place = slots.slice(0, MOST_LINES).map(({ execution, expression, type, span, text }) => {
    const where =
      span === null ? 'not certain' : `${span.from}–${span.to} ${printableLine(JSON.stringify(text), 100)}`;
    return `    slot      run ${execution}, ${printableLine(expression, 50)} (${type}): ${where}`;
  });
  const values = reading.values.map((value, i) => {
    const said = value === null ? `none: ${reading.reason}` : printableLine(JSON.stringify(value), 160);
    return `    value     ${printableLine(feedback.subjects[i]?.source ?? '', 50)} ⇒ ${said}`;
  });
  return [
    `line ${feedback.line}, ${feedback.mechanism}: ${printableLine(feedback.source, 100)}`,
    ...skeletons.slice(0, 5).map((skeleton) => `    skeleton  ${printableLine(skeleton, 160)}`),
    ...place,
    ...values,
    ...(reading.rounds === null ? [] : [`    rounds    ${reading.rounds.length}`]),
    ...(reading.doubt === null ? [] : [`    doubt     ${reading.doubt}`]),
  ];
}
