/** A kernel for one notebook. */

import { NbassertError } from '../errors.ts';
import type { AnswerJudgement, AnswerRequest } from './answers.ts';
import { type Answer, Channel } from './channel.ts';
import { findPython, installLine, type PythonFound } from './python.ts';
import type { DataFault, DataFaultInCell } from './faults/kinds.ts';
import type {
  AssertRecord,
  Binding,
  CellError,
  CellRun,
  Evaluated,
  FaultOutcome,
  Judgement,
  RawOutput,
  RunOptions,
} from './types.ts';

export const DEFAULT_RUN_OPTIONS: RunOptions = {
  python: null,
  kernel: null,
  cellTimeout: 600,
  timeout: null,
  memory: null,
  env: process.env,
  signal: null,
};

/** Seconds that a kernel may take to be ready: importing from a slow disk takes its time. */
const START_SECONDS = 60;

/** Seconds to forget a run in; it may free a lot of memory. */
const RESET_SECONDS = 30;

export interface SessionPlace {
  /** Folder of the notebook, absolute. */
  readonly folder: string;
  /** The kernel that the notebook names; null when it names none. */
  readonly kernel: string | null;
  /** For `PYTHONHASHSEED`; null leaves it as the environment has it. */
  readonly hashSeed: number | null;
}

/** How a cell is run. */
export interface HowToRun {
  /** Its asserts are judged one by one. */
  readonly soft: boolean;
  /** Seconds; null for no limit. */
  readonly timeout: number | null;
  /** Report the data that its statements bind. */
  readonly watch: boolean;
  /** Put directly behind the statement it names, inside the cell; the rest of the cell works with it already. */
  readonly fault: DataFaultInCell | null;
}

/** A kernel at work. Whoever opens it closes it, whatever happens. */
export class Session {
  #channel: Channel;
  #stopListening: () => void;

  private constructor(channel: Channel, stopListening: () => void) {
    this.#channel = channel;
    this.#stopListening = stopListening;
  }

  /**
   * Starts a fresh kernel in the folder of the notebook.
   *
   * @throws NbassertError `kernel`: no Python, no jupyter_client, no ipykernel, no such kernel, a kernel that does not start,
   *   or interrupted meanwhile.
   */
  static async open(place: SessionPlace, options: RunOptions): Promise<Session> {
    const wanted = { python: options.python, folder: place.folder, env: options.env };
    const python = findPythonOnce(wanted);
    const channel = new Channel(python.path, place.folder);
    const abort = () => channel.interrupt();
    options.signal?.addEventListener('abort', abort);
    const session = new Session(channel, () => options.signal?.removeEventListener('abort', abort));
    if (options.signal?.aborted === true) abort();
    // The kernel of a Python that somebody named is that Python's own.
    const kernel = options.kernel ?? (options.python === null ? place.kernel : null);
    const answer = await channel.ask({
      do: 'start',
      kernel,
      cwd: place.folder,
      environment: environment(place.hashSeed),
      memory: options.memory,
      timeout: START_SECONDS,
    });
    if ('error' in answer) {
      await session.close();
      throw startProblem(answer.error, python);
    }
    return session;
  }

  /** Runs one cell. An error is part of the result. */
  async run(cell: number, source: string, how: Partial<HowToRun> = {}): Promise<CellRun> {
    const started = performance.now();
    const { soft = false, timeout = null, watch = false, fault = null } = how;
    const answer = await this.#channel.ask({ do: 'run', source, soft, timeout, watch, fault, keep: true });
    if ('error' in answer) {
      const seconds = (performance.now() - started) / 1000;
      const error = cutShort(answer.error);
      return {
        cell,
        executionCount: null,
        seconds,
        rawOutputs: [],
        cut: false,
        asserts: [],
        bindings: [],
        fault: null,
        error,
      };
    }
    return cellRun(cell, source, answer.ok as RunAnswer);
  }

  /**
   * Evaluates expressions beside the notebook: what they bind is not kept, random generators go on as if nothing had
   * been, what they print is dropped, and each has `seconds` at most. Null when the kernel is gone.
   */
  async evaluate(expressions: readonly string[], seconds: number): Promise<readonly Evaluated[] | null> {
    if (expressions.length === 0) return [];
    const answer = await this.#channel.ask({ do: 'evaluate', expressions, timeout: seconds });
    return 'error' in answer ? null : (answer.ok as Evaluated[]);
  }

  /**
   * Judges statements (asserts) beside the notebook, each source by itself, on what its names hold now or on what a fault
   * makes of them. The names themselves stay as they are; a statement that changes an object in place does change it, so
   * that code of others is better judged in a kernel of its own. Each source has `seconds` at most. Null when the kernel
   * is gone.
   */
  async judge(
    sources: readonly string[],
    fault: DataFault | null,
    seconds: number,
  ): Promise<Judgement | null> {
    const answer = await this.#channel.ask({ do: 'judge', sources, fault, timeout: seconds });
    return 'error' in answer ? null : (answer.ok as Judgement);
  }

  /** Puts a fault into the live data, for good: what runs from now on works with it. Null when the kernel is gone. */
  async corrupt(fault: DataFault, seconds: number): Promise<FaultOutcome | null> {
    const answer = await this.#channel.ask({ do: 'corrupt', fault, timeout: seconds });
    return 'error' in answer ? null : (answer.ok as FaultOutcome);
  }

  /** Remembers what the cell that runs next is given, so that it can be given corrupted data later. Null: the kernel is gone. */
  async beforeAnswers(source: string, seconds: number): Promise<true | null> {
    const answer = await this.#channel.ask({ do: 'answer', call: 'before', request: source, timeout: seconds });
    return 'error' in answer ? null : true;
  }

  /**
   * Judges an answer behind the cell that ran last, and leaves the notebook's data as they are. The reason when the kernel
   * is lost or took longer than `seconds`; then it has to be closed.
   */
  async judgeAnswer(
    request: AnswerRequest,
    seconds: number,
  ): Promise<AnswerJudgement | { readonly lost: CellError['kind'] }> {
    const answer = await this.#channel.ask({ do: 'answer', call: 'judge', request, timeout: seconds });
    return 'error' in answer ? { lost: cutShort(answer.error).kind } : (answer.ok as AnswerJudgement);
  }

  /**
   * Makes the kernel forget what was run: names, figures, the state of random generators. Modules stay imported, with all
   * that was changed in them, so that a run may differ from one in a fresh kernel. False when the kernel is gone.
   */
  async reset(): Promise<boolean> {
    return !('error' in (await this.#channel.ask({ do: 'reset', timeout: RESET_SECONDS })));
  }

  /** Ends the kernel and all it started; resolves when they are gone. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.#channel.end();
  }
}

const knownPythons = new Map<string, PythonFound>();

/** Asking a Python what it has takes half a second, and the answer stays. */
function findPythonOnce(wanted: Parameters<typeof findPython>[0]): PythonFound {
  const { VIRTUAL_ENV, CONDA_PREFIX, PATH } = wanted.env;
  const key = JSON.stringify([wanted.python, wanted.folder, VIRTUAL_ENV, CONDA_PREFIX, PATH]);
  const known = knownPythons.get(key) ?? findPython(wanted);
  knownPythons.set(key, known);
  return known;
}

/** Plots are drawn into outputs; nothing opens a window. */
function environment(hashSeed: number | null): Record<string, string> {
  return {
    MPLBACKEND: 'module://matplotlib_inline.backend_inline',
    QT_QPA_PLATFORM: 'offscreen',
    SDL_VIDEODRIVER: 'dummy',
    ...(hashSeed === null ? {} : { PYTHONHASHSEED: String(hashSeed) }),
  };
}

interface RunAnswer {
  readonly count: number | null;
  readonly seconds: number;
  readonly outputs: readonly RawOutput[];
  readonly cut: boolean;
  readonly asserts: readonly AssertRecord[];
  readonly bindings: readonly Binding[];
  readonly fault: FaultOutcome | null;
  readonly error: { name: string; message: string; line: number | null; traceback: string[] } | null;
}

function cellRun(cell: number, source: string, answer: RunAnswer): CellRun {
  const { count, seconds, outputs, cut, asserts, bindings, fault, error } = answer;
  const takenAway = linesTakenAway(source);
  return {
    cell,
    executionCount: count,
    seconds,
    rawOutputs: outputs,
    cut,
    asserts,
    bindings: bindings.map((binding) => ({ ...binding, line: binding.line + takenAway })),
    fault,
    error: error && raised(error, takenAway),
  };
}

function raised(error: NonNullable<RunAnswer['error']>, takenAway: number): CellError {
  const line = error.line === null ? null : error.line + takenAway;
  // Where the kernel refuses to ask tells nothing of the notebook.
  if (error.name === 'StdinNotImplementedError') return { kind: 'raised', name: '', message: NOBODY_ANSWERS, line, lines: [] };
  return { kind: 'raised', name: error.name, message: error.message, line, lines: lastLines(error.traceback.join('\n')) };
}

const NOBODY_ANSWERS =
  'the notebook asks for input, and there is nobody to answer; put the answer into the code, or tag the cell `raises-exception`';

/** IPython takes blank lines in front of a cell away, and the line of a cell magic, before it counts lines. */
function linesTakenAway(source: string): number {
  const lines = source.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return 0;
  return lines[first]?.trimStart().startsWith('%%') ? first + 1 : first;
}

/** What ended a cell other than an exception of its own. */
function cutShort(error: Extract<Answer, { error: unknown }>['error']): CellError {
  const kinds = new Set<string>(['timeout', 'died', 'interrupted']);
  const kind = (kinds.has(error.kind) ? error.kind : 'lost') as CellError['kind'];
  const log = typeof error.log === 'string' ? error.log : '';
  return { kind, name: '', message: error.message, line: null, lines: lastLines(log) };
}

const COLOURS = /\x1b\[[0-9;]*[A-Za-z]/g;

function lastLines(text: string): string[] {
  const lines = text.replace(COLOURS, '').split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('[IPKernelApp] WARNING')).slice(-8);
}

function startProblem(
  error: Extract<Answer, { error: unknown }>['error'],
  python: PythonFound,
): NbassertError {
  const message = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
  return new NbassertError('kernel', message, { hint: startHint(error, python) });
}

function startHint(error: Extract<Answer, { error: unknown }>['error'], python: PythonFound): string {
  switch (error.kind) {
    case 'no-ipykernel':
      return `Install it with \`${installLine({ ...python, ipykernel: null })}\`.`;
    case 'no-such-kernel': {
      const kernels =
        Array.isArray(error.kernels) && error.kernels.length > 0 ? error.kernels.join(', ') : 'none';
      return `Kernels that ${python.path} knows: ${kernels}. Name one with --kernel, or a Python with --python.`;
    }
    case 'interrupted':
      return 'Nothing was changed.';
    default: {
      const log = typeof error.log === 'string' ? lastLines(error.log).at(-1) : undefined;
      return log ?? '`nbassert verify --doctor` shows what was found.';
    }
  }
}
