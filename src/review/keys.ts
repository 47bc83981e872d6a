/** What a key of the review does. */
export type Action =
  | 'accept'
  | 'skip'
  | 'next-variant'
  | 'edit'
  | 'edit-inline'
  | 'accept-rest'
  | 'accept-template'
  | 'skip-template'
  | 'undo'
  | 'done'
  | 'why'
  | 'run'
  | 'stop'
  | 'help'
  | 'show-all'
  | 'next'
  | 'previous'
  | 'further'
  | 'back'
  | 'interrupt';

export interface KeyBinding {
  /** The key as `Terminal.key` names it: a character, or a name such as `space`. */
  readonly key: string;
  readonly action: Action;
  /** For the menu below each proposal; empty when only the help shows it. */
  readonly label: string;
  /** One sentence for the help: the consequence. */
  readonly help: string;
}

/** All keys, in the order of the help. Menu, help and `press` read this one list, so they cannot disagree. */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  { key: 'y', action: 'accept', label: 'accept', help: 'Accept: the change as shown will be written.' },
  { key: 'n', action: 'skip', label: 'skip', help: 'Skip: nothing is written for this proposal.' },
  {
    key: 's',
    action: 'next-variant',
    label: 'next strictness',
    help: 'Show the next form: strict, balanced, lenient, or your edit.',
  },
  {
    key: 'e',
    action: 'edit',
    label: 'edit',
    help: 'Edit, in $VISUAL or $EDITOR where set, otherwise here. Then y accepts.',
  },
  { key: 'E', action: 'edit-inline', label: '', help: 'Edit here, also where an editor is set.' },
  {
    key: 'a',
    action: 'accept-rest',
    label: 'accept rest of notebook',
    help: 'Accept this and all that follow in this notebook, as offered.',
  },
  {
    key: 't',
    action: 'accept-template',
    label: 'accept this template',
    help: 'Accept this and all of the same template in this notebook.',
  },
  {
    key: 'T',
    action: 'skip-template',
    label: 'skip this template',
    help: 'Skip this and all of the same template in this notebook.',
  },
  { key: 'u', action: 'undo', label: 'undo', help: 'Take the last decision back and ask again.' },
  {
    key: 'd',
    action: 'done',
    label: 'done with notebook',
    help: 'Write what you accepted here, leave the rest, go to the next notebook.',
  },
  {
    key: 'q',
    action: 'stop',
    label: 'stop, keep accepted',
    help: 'Write what you accepted here, leave the rest, and stop.',
  },
  {
    key: 'i',
    action: 'why',
    label: 'more about why',
    help: 'Show or hide the reasons and the lesson behind a proposal; stays as set.',
  },
  {
    key: 'o',
    action: 'show-all',
    label: '',
    help: 'Show all of the cell up to here and all of its output, or condense them.',
  },
  {
    key: 'r',
    action: 'run',
    label: '',
    help: 'Run the notebook up to here and say whether the change as shown holds.',
  },
  { key: '?', action: 'help', label: 'help', help: '' },
  {
    key: 'space',
    action: 'further',
    label: '',
    help: 'Next part of a change longer than the screen (also PgDn, ↓).',
  },
  { key: 'down', action: 'further', label: '', help: '' },
  { key: 'pagedown', action: 'further', label: '', help: '' },
  { key: 'b', action: 'back', label: '', help: 'The part before it (also PgUp, ↑).' },
  { key: 'right', action: 'next', label: '', help: 'Leave this one undecided and look at the next (also j).' },
  { key: 'j', action: 'next', label: '', help: '' },
  { key: 'left', action: 'previous', label: '', help: 'Look at the one before, to decide it anew (also k).' },
  { key: 'k', action: 'previous', label: '', help: '' },
  { key: 'up', action: 'back', label: '', help: '' },
  { key: 'pageup', action: 'back', label: '', help: '' },
  {
    key: 'ctrl-c',
    action: 'interrupt',
    label: '',
    help: 'Stop at once and write nothing more; finished notebooks are saved.',
  },
];

const BY_KEY: ReadonlyMap<string, Action> = new Map(KEY_BINDINGS.map(({ key, action }) => [key, action]));

/** What a key does; null for a key that does nothing (Enter and Esc are among them). */
export function actionOf(key: string): Action | null {
  return BY_KEY.get(key) ?? null;
}
