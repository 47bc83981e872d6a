import { printable, printableLine } from '../printable.ts';
import type { Reporter } from './types.ts';

const LEVELS = { high: 'warning', medium: 'notice', low: 'notice' } as const;

/** Workflow commands that GitHub Actions shows as annotations on the changed files. */
export function github(): Reporter {
  return {
    notebook: ({ path, feedback, fileLines }) =>
      feedback
        .flatMap((statement, at) =>
          statement.proposals.map(({ confidence, assumption, assert, template }) => {
            const properties = {
              file: path,
              line: String(fileLines?.[at] ?? 1),
              title: `nbassert: ${template}`,
            };
            const where = `cell ${statement.cell}, line ${statement.line}: ${printableLine(statement.source, 60)}`;
            return command(LEVELS[confidence], properties, `${assumption} (${where})\n${assert}`);
          }),
        )
        .join(''),
    failure: ({ path, error }) => command('error', { file: path, title: 'nbassert' }, error.message),
    summary: () => '',
  };
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${listed.join(',')}::${escapeData(message)}\n`;
}

/** As the runner's own toolkit escapes; without it a notebook could issue commands of its own, or drive a terminal. */
function escapeData(text: string): string {
  return printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
