/** One page on how a room does: a heat-map, what went wrong most often, and every answer. */

import { escaped, escapedLine, page, prose } from '../reporters/index.ts';
import { withoutPlaceholder } from './answer.ts';
import type { Graded, GradedWorkshop } from './grade.ts';
import { mean, percent } from './grade-text.ts';
import { type Misconception, misconceptionsOf } from './misconceptions.ts';
import type { Exercise } from './types.ts';
import { VERDICT_KINDS, type Verdict } from './verdict.ts';

const STYLE = `
:root{--full:#1a7f37;--part:#bf8700;--none:#cf222e;--ink:#fff;--open:#e4e8ec}
@media (prefers-color-scheme:dark){:root{--full:#2ea043;--part:#bb8009;--none:#da3633;--open:#2b333c}}
.map{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.map table{border-collapse:separate;border-spacing:2px;font-size:.88rem;width:100%}
.map th{font-weight:400;text-align:left;padding:2px 10px;white-space:nowrap}
.map thead th{font-weight:600;text-align:center;padding:6px 4px 2px}.map thead small{display:block;font-weight:400;color:var(--dim)}
.map tbody th,.map tfoot th,.map thead th:first-child{position:sticky;left:0;background:var(--card);max-width:11em;overflow:hidden;text-overflow:ellipsis;text-align:left}
.map td{min-width:2.6em;height:2.1em;text-align:center;border-radius:4px;font-variant-numeric:tabular-nums}
.map tfoot td,.map tfoot th{font-weight:600}
.full{background:var(--full);color:var(--ink)}.part{background:var(--part);color:var(--ink)}
.none{background:var(--none);color:var(--ink)}.open{background:var(--open);color:var(--dim)}
.map a{color:inherit;text-decoration:none;display:block}
.legend span{display:inline-block;min-width:2.4em;text-align:center;border-radius:4px;margin:0 4px 0 12px;padding:0 4px}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:2px 16px 12px;margin:12px 0}
.card h3{margin:10px 0 4px;color:var(--text)}
details.card>summary{cursor:pointer;padding:10px 0 0;font-weight:600}
.answer{border-top:1px solid var(--line);padding:6px 0}
.answer p{margin:4px 0}.answer .dot{display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:6px}
`;

/** Everything on it is known; nothing is loaded, no script runs, and all that participants wrote is text. */
export function gradePage(graded: GradedWorkshop): string {
  const { workshop, participants } = graded;
  const all = mean(participants.map(({ share }) => share));
  return page({
    title: `${workshop.title}: how it went`,
    style: STYLE,
    body: `<p>${participants.length} ${participants.length === 1 ? 'participant' : 'participants'}, ${workshop.exercises.length} exercises, ${percent(all)} of all points.</p>
${heatMap(graded)}
<p class="legend small"><span class="full">100</span> as good as the solution <span class="part">50</span> in part <span class="none">0</span> not yet <span class="open">–</span> not answered</p>
<h2>Misconceptions</h2>
${misconceptions(misconceptionsOf(graded), workshop.exercises)}
<h2>Exercises</h2>
${workshop.exercises.map((exercise) => exerciseCard(exercise, graded)).join('\n')}
<h2>Answers</h2>
${participants.map((one, index) => participantCard(one, index, workshop.exercises)).join('\n')}`,
  });
}

function heatMap({ workshop, participants }: GradedWorkshop): string {
  const head = workshop.exercises.map(
    ({ id, check, source }) =>
      `<th scope="col" title="${escapedLine(source, 200)}"><a href="#e${id}">${id}<small>${check.replace(/-/g, '-<wbr>')}</small></a></th>`,
  );
  const rows = participants.map((one, index) => heatRow(one, index, workshop.exercises));
  const means = workshop.exercises.map(({ id }) => {
    const share = mean(participants.map(({ verdicts }) => verdicts.get(id)?.points ?? 0));
    return `<td>${Math.round(share * 100)}</td>`;
  });
  const all = mean(participants.map(({ share }) => share));
  return `<div class="map" role="region" aria-label="participants and exercises" tabindex="0"><table>
<thead><tr><th scope="col">participant</th>${head.join('')}<th scope="col">all</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
<tfoot><tr><th scope="row">all</th>${means.join('')}<td>${Math.round(all * 100)}</td></tr></tfoot>
</table></div>`;
}

function heatRow(
  { submission, verdicts, share, problem }: Graded,
  index: number,
  exercises: readonly Exercise[],
): string {
  const name = `<th scope="row" title="${escapedLine(submission.name, 200)}"><a href="#p${index}">${escapedLine(submission.name, 60)}</a></th>`;
  if (problem !== null && verdicts.size === 0) {
    return `<tr>${name}<td class="open" colspan="${exercises.length}">${escapedLine(problem, 200)}</td><td>0</td></tr>`;
  }
  const cells = exercises.map(({ id }) => {
    const verdict = verdicts.get(id);
    const text = verdict === undefined ? 'not graded' : `${VERDICT_KINDS[verdict.kind]}. ${verdict.text}`;
    const shown = verdict === undefined || verdict.kind === 'unanswered' ? '–' : Math.round(verdict.points * 100);
    return `<td class="${classOf(verdict)}" title="${escapedLine(text, 300)}">${shown}</td>`;
  });
  return `<tr>${name}${cells.join('')}<td>${Math.round(share * 100)}</td></tr>`;
}

function classOf(verdict: Verdict | undefined): string {
  if (verdict === undefined || verdict.kind === 'unanswered') return 'open';
  return verdict.points === 1 ? 'full' : verdict.points > 0 ? 'part' : 'none';
}

function misconceptions(found: readonly Misconception[], exercises: readonly Exercise[]): string {
  if (found.length === 0) return '<p>None: every answer that was given is right.</p>';
  const cards = found.map(({ kind, answers, participants, example }) => {
    const shown = exercises.find(({ id }) => id === example.exercise)?.source ?? '';
    return `<div class="card"><h3>${answers} × ${escaped(VERDICT_KINDS[kind])}</h3>
<p class="small">${participants} ${participants === 1 ? 'participant' : 'participants'}; for example in exercise ${example.exercise}, <code>${escapedLine(shown, 100)}</code>:</p>
${codeOf(example.source, example.exercise)}
${prose(example.text)}</div>`;
  });
  return cards.join('\n');
}

function exerciseCard(exercise: Exercise, { calibrations, participants }: GradedWorkshop): string {
  const { id, check, source, assumption } = exercise;
  const calibration = calibrations.get(id);
  const faults = (calibration?.faults ?? []).map(
    ({ what, isCaught }) => `<li>${prose(what, false)}${isCaught ? '' : ' <i>(the solution does not notice it)</i>'}</li>`,
  );
  const share = mean(participants.map(({ verdicts }) => verdicts.get(id)?.points ?? 0));
  return `<details class="card" id="e${id}"><summary>Exercise ${id}: ${check}, ${percent(share)}</summary>
<p><code>${escapedLine(source, 200)}</code></p>${prose(assumption)}
<p>Graded by ${faults.length === 1 ? 'this fault' : `these ${faults.length} faults`}:</p><ul>${faults.join('')}</ul></details>`;
}

function participantCard(
  { submission, answers, verdicts, share, problem }: Graded,
  index: number,
  exercises: readonly Exercise[],
): string {
  const notice = problem === null ? '' : `<p>${escapedLine(problem, 300)}</p>`;
  const parts = exercises.flatMap(({ id }) => {
    const verdict = verdicts.get(id);
    if (verdict === undefined) return [];
    const code = verdict.kind === 'unanswered' ? '' : codeOf(answers.get(id)?.source ?? '', id);
    return [
      `<div class="answer"><p><span class="dot ${classOf(verdict)}"></span>Exercise ${id}</p>${code}${prose(verdict.text)}</div>`,
    ];
  });
  return `<details class="card" id="p${index}"><summary>${escapedLine(submission.name, 100)}, ${percent(share)}</summary>${notice}${parts.join('\n')}</details>`;
}

function codeOf(source: string, id: string): string {
  return `<pre>${escaped(withoutPlaceholder(source, id).trim().slice(0, 2000))}</pre>`;
}
