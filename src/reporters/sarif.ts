import { jsonText } from '../printable.ts';
import type { FailedNotebook, FeedbackReport, NotebookReport, ProposalReport } from '../repository/index.ts';
import type { Template, TemplateLibrary } from '../templates/index.ts';
import { VERSION } from '../package.ts';
import type { Reporter } from './types.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS = { high: 'warning', medium: 'note', low: 'note' } as const;

/**
 * SARIF 2.1.0: one result a proposal, one rule a template that was used, with the template's lesson as help. Positions
 * are lines of the `.ipynb` file, which is what viewers open; the cell is named as a logical location.
 */
export function sarif({ templates }: TemplateLibrary): Reporter {
  const byId = new Map(templates.map((template) => [template.id, template]));
  const rules = new Map<string, number>();
  const notifications: object[] = [];
  let isFirst = true;
  const items = (results: readonly object[]) => {
    if (results.length === 0) return '';
    const text = `${isFirst ? START : ',\n'}${results.map((it) => jsonText(it)).join(',\n')}`;
    isFirst = false;
    return text;
  };
  const ruleIndex = (id: string) => {
    const known = rules.get(id) ?? rules.size;
    rules.set(id, known);
    return known;
  };
  return {
    notebook: (report) =>
      items(
        report.feedback.flatMap((feedback, at) =>
          feedback.proposals.map((it) => resultOf(report, feedback, at, it, ruleIndex(it.template))),
        ),
      ),
    failure(failure) {
      notifications.push(notificationOf(failure));
      return '';
    },
    summary() {
      const driver = {
        name: 'nbassert',
        version: VERSION,
        rules: [...rules.keys()].map((id) => ruleOf(id, byId.get(id))),
      };
      const invocation = {
        executionSuccessful: notifications.length === 0,
        toolExecutionNotifications: notifications,
      };
      const rest = `"tool":${jsonText({ driver })},"invocations":${jsonText([invocation])}`;
      return `${isFirst ? START : ''}\n],\n"columnKind":"utf16CodeUnits",${rest}}]}\n`;
    },
  };
}

const START = `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"results":[\n`;

function ruleOf(id: string, template: Template | undefined): object {
  const text = template?.why.trim() ?? '';
  return {
    id,
    name: id.replace(/(^|[/-])(\w)/g, (_, _gap, letter: string) => letter.toUpperCase()),
    ...(template === undefined ? {} : { shortDescription: { text: template.summary } }),
    ...(text === '' ? {} : { help: { text, markdown: text } }),
    properties: { tags: [id.split('/')[0] ?? ''] },
  };
}

function resultOf(
  report: NotebookReport,
  feedback: FeedbackReport,
  at: number,
  proposal: ProposalReport,
  ruleIndex: number,
): object {
  const line = report.fileLines?.[at] ?? 1;
  const { cell, cellId } = feedback;
  const cellName = `cell ${cell}, line ${feedback.line}`;
  return {
    ruleId: proposal.template,
    ruleIndex,
    level: LEVELS[proposal.confidence],
    message: {
      text: `Shown but not asserted in ${cellName}: ${proposal.assumption}\n\n${proposal.assert}`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(report.path), uriBaseId: '%SRCROOT%' },
          region: { startLine: line },
        },
        logicalLocations: [
          {
            name: cellName,
            fullyQualifiedName: `${report.path}#${cellId ?? cell}`,
            kind: 'member',
          },
        ],
      },
    ],
    partialFingerprints: { 'nbassertKey/v1': `${proposal.template}:${fingerprint(feedback.source)}` },
    properties: { cell, line: feedback.line, check: proposal.check, confidence: proposal.confidence },
  };
}

/** Stays when cells move, so that a viewer knows a result again. */
function fingerprint(source: string): string {
  let hash = 0x811c9dc5;
  for (const character of source.replace(/\s+/g, '')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

function notificationOf({ path, error }: FailedNotebook): object {
  return {
    level: 'error',
    message: { text: error.message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path), uriBaseId: '%SRCROOT%' } } }],
  };
}

/** A path as a relative URI reference; what it must not hold is escaped. */
function uriOf(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
}
