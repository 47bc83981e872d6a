/** Functions whose value comes from outside of the notebook, so that no two runs need to agree. */
import type { Stability } from './kinds.ts';
import type { DataOrigin } from './origins.ts';

/** What outside of the notebook a value may depend on, as a sentence for a person names it. */
const SOURCES = {
  'file-order': 'the order of files',
  time: 'the time',
  identifier: 'a fresh identifier',
  address: 'a memory address',
  'hash-seed': 'the hash seed of the process',
  network: 'the network',
  input: 'what somebody types',
  command: 'a command',
  machine: 'the machine',
  version: 'the installed version',
  'set-order': 'the order of a set',
} as const;

export type Source = keyof typeof SOURCES;

export interface Outside {
  readonly on: Source;
  /** Only the order differs, so that `sorted()` and `len()` of it stay. */
  readonly orderOnly: boolean;
  /** Where data comes from whose place it names, where that is not just anywhere: a file below the notebook's folder is the notebook's. */
  readonly origin?: DataOrigin;
}

const TABLE: readonly (readonly [RegExp, Outside])[] = [
  [/^(os\.(listdir|scandir|walk)|glob\.i?glob)$/, { on: 'file-order', orderOnly: true }],
  [/^time\.(?!struct_time|strptime)|^timeit\.|\.(now|utcnow|today)$/, { on: 'time', orderOnly: false }],
  [
    /^uuid\.(?!UUID$|uuid3$|uuid5$|NAMESPACE)|^secrets\.|^os\.urandom$/,
    { on: 'identifier', orderOnly: false },
  ],
  [/^id$/, { on: 'address', orderOnly: false }],
  [/^hash$/, { on: 'hash-seed', orderOnly: false }],
  [
    /^(requests|urllib\.request|urllib2|urllib3|httpx|aiohttp|yfinance|pandas_datareader|tweepy|praw|wikipedia|socket)\b/,
    { on: 'network', orderOnly: false },
  ],
  [
    /^(input|getpass\.getpass|google\.colab\.files\.upload)$/,
    { on: 'input', orderOnly: false },
  ],
  [/^(subprocess\.|os\.(system|popen)$)/, { on: 'command', orderOnly: false }],
  [/^(os\.getcwd|os\.path\.(abspath|realpath|expanduser)|pathlib\.Path\.(cwd|home))$/, { on: 'machine', orderOnly: false, origin: 'code' }],
  [
    /^(platform\.|psutil\.|sys\.(?!path$|maxsize$|stdout|stderr)|os\.(environ|getenv|cpu_count|getpid|uname|stat|name$)|os\.path\.(getmtime|getctime|getatime)|tempfile\.|torch\.(cuda|version|backends|get_num_threads)\b|tensorflow\.(config|test|sysconfig)\b|multiprocessing\.cpu_count|locale\.|importlib\.metadata)/,
    { on: 'machine', orderOnly: false },
  ],
  [/\.__version__$/, { on: 'version', orderOnly: false }],
];

/** That a value varies with what it takes from outside. */
export function volatileBy(source: Source): Stability {
  return { kind: 'volatile', why: `It depends on ${SOURCES[source]}.`, source };
}

/** What a dotted name takes its value from, or null. */
export function outsideOf(canonical: string): Outside | null {
  return TABLE.find(([pattern]) => pattern.test(canonical))?.[1] ?? null;
}

/** Methods whose value comes from outside, whatever they are called on. */
export function outsideOfMethod(method: string): Outside | null {
  if (/^(iterdir|glob|rglob)$/.test(method)) return { on: 'file-order', orderOnly: true };
  if (/^(now|today|utcnow)$/.test(method)) return { on: 'time', orderOnly: false };
  return null;
}

/**
 * Whether an address names a file of data that somebody published, `https://…/train.csv`: it may come in another version, but does
 * not vary from run to run as the answer of a service does.
 */
export function isPublishedFile(literal: string): boolean {
  return isNetworkAddress(literal) && /\.(csv|tsv|txt|data|dat|test|names|json|jsonl|xlsx?|parquet|feather|zip|gz|bz2|npz?|pkl)(\?raw=(true|1)|\?download=1)?["']+$/i.test(literal);
}

/** Whether a text literal is an address in a network. A commit hash in it pins what it gives. */
export function isNetworkAddress(literal: string): boolean {
  return (
    /^[rRbBuUfF]{0,2}["']{1,3}(https?|ftp|s3|gs):\/\//.test(literal) && !/\/[0-9a-f]{40}\//.test(literal)
  );
}
