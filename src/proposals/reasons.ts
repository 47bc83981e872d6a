import { EVIDENCE_REASONS } from '../evidence/index.ts';
import { PROPOSAL_REASONS, type Reason } from './types.ts';

/** What each reason means to a reader: one sentence, with what to do about it where there is something to do. */
export const REASONS: Readonly<Record<Reason, string>> = {
  covered: 'An assert of yours, or an earlier proposal of this notebook, states the same fact already.',
  explicit: 'The statement is an assert or an `assert_*` call itself, so there is nothing to make explicit.',
  'no-subject': 'It shows a fixed text or nothing that has a name, so there is nothing to assert.',
  'no-template': 'No template knows this kind of code; `nbassert templates new` starts one.',
  'no-evidence-match':
    'A template knows the code, but what was shown is nothing it would hold a re-run to, such as a cut list or a weak correlation.',
  'changed-before-assert':
    'What was shown is changed before the place where an assert could stand, so an assert would check something else.',
  'side-effect':
    'Evaluating it again would change something or take long, and it cannot be bound to a name instead.',
  'not-deterministic':
    'The value depends on unseeded randomness, time, order or the world outside, and nothing in it stays the same.',
  private:
    'The assert would carry a value from the output into the code that may be personal, secret or free text.',
  conditional:
    'The statement stands in a branch, a loop or a `try`, so a clean run may pass it by or reach it several times.',
  'in-function':
    'The statement stands in a function, class or lambda, where the shown value belongs to one call among many.',
  skipped:
    'The cell was put in by nbassert, or you took it out with `# nbassert: skip` or the tag `nbassert: skip`.',
  filtered: 'A flag or the configuration leaves out this template, this check or this confidence.',
  'no-output': 'The cell has no saved output; run the notebook and save it with its outputs.',
  'no-value-shown':
    'The saved output does not show this value: a picture, a suppressed display, or the value was cut off.',
  'several-values': 'The statement ran more than once and showed different values, none of which is the one.',
  'ambiguous-output': 'The printed text can be read in more than one way, and nbassert does not guess.',
  'unreadable-output': 'The saved output has a form that nbassert does not read.',
  'stale-output':
    'The saved output is older than the code, or the cells ran in another order; run the notebook from the top.',
  'error-output': 'The cell ended in an error before, or at, this statement.',
};

/** All reasons in the order of the way through the house: first why nothing was read, then why nothing was proposed. */
export const ALL_REASONS: readonly Reason[] = [...EVIDENCE_REASONS, ...PROPOSAL_REASONS];
