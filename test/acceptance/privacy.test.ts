/**
 * Personal data in every kind of output, shown by a real kernel: none of it reaches what nbassert writes, says, reports or
 * remembers. What is structure may: names of columns, counts, ranges, small sets of categories.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JsonObject, readNotebook } from '../../src/notebook/index.ts';
import { loadBuiltin } from '../../src/templates/index.ts';
import { FORMATS } from '../../src/reporters/index.ts';
import { runCli } from '../cli/io.ts';
import { folderOf } from '../repository/notebooks.ts';
import { notebookText, type Ran, runCells } from '../run-cells.ts';

/** As a register of patients would hold them. The names are made up. */
const CSV = `name,email,phone,street,city,iban,born,note,sex,age,token
Ottilie Brandwein,ottilie.b@example.org,+49 30 5550123,Lindenallee 7,Quedlinburg,DE89370400440532013000,1984-03-17,Complains about headaches since May.,f,41,ghp_q8Zk2LmN0pRsT4uV6wXy
Casimir Nowotny,cnowotny@example.net,+43 1 5550144,12 Harbour Street,Zwettl,AT611904300234573201,1975-11-02,Was here twice. Owes us 40.,m,50,ghp_a1Bc2De3Fg4Hi5Jk6Lm7
Philippa Thistlewood,p.thistle@example.com,(020) 555 0199,3 Rosemary Lane,Wymondham,GB29NWBK60161331926819,1990-07-30,Diabetic; wants a call back.,f,35,ghp_z9Yx8Wv7Ut6Sr5Qp4On3
Evander Okonkwo,evander@example.org,555-123-4567,41 Mill Road,Abeokuta,FR1420041010050500013M02606,1968-01-09,Allergic to penicillin.,m,57,ghp_m5Nb6Vc7Xz8Lk9Jh0Gf1
Seraphina Achterberg,sera.acht@example.org,+31 20 5550166,Hauptstraße 5,Enkhuizen,NL91ABNA0417164300,1979-05-21,Prefers to be seen by a woman.,f,46,ghp_q2We3Rt4Yu5Io6Pa7Sd8
Thaddeus Wren,t.wren@example.net,+1 212 5550177,9 Elm Avenue,Poughkeepsie,IE29AIBK93115212345678,1988-09-13,No remarks so far today.,m,37,ghp_k1Jh2Gf3Ds4Aq5We6Rt7
`;
/** The parts by which each person can be found. Sex and age in years are no secret here: a category, and a range. */
const SECRETS: readonly string[] = [
  ...CSV.trim()
    .split('\n')
    .slice(1)
    .flatMap((row) => {
      const [name = '', email = '', phone = '', street = '', city = '', iban = '', born = '', note = '', , , token = ''] = row.split(',');
      return [...name.split(' '), email, phone.slice(-8), street, city, iban, born, note.split(' ').slice(0, 3).join(' '), token];
    }),
];

/** So that no secret stands in the code. */
const LOAD = `import base64, io, json
import numpy as np
import pandas as pd
df = pd.read_csv(io.BytesIO(base64.b64decode("${Buffer.from(CSV).toString('base64')}")))`;

const LOOKS: readonly (readonly [kind: string, cells: readonly string[]])[] = [
  ['tables', ['df', 'df.head()', 'df.tail(3)', 'df.sample(3, random_state=0)', "df[['name', 'age']]", "df.sort_values('age').head(2)", "df[df.age > 40]", "df.set_index('name')[['age']]", "df.groupby('city').age.mean()", "df.groupby('name')[['age']].agg(['min', 'max'])", "df.pivot_table(index='city', columns='sex', values='age')", "df.describe(include='all')", 'df.T', 'df.nlargest(2, "age")', 'print(df)', 'print(df.head().to_string())', "pd.crosstab(df.city, df.sex)"]],
  ['columns', ['df.name', "df['email'].head()", 'df.phone.unique()', "df['name'].value_counts()", 'df.city.value_counts().head(3)', 'df.city.nunique()', 'df.born.min()', 'df.born.max(), df.born.min()', "df['note'].str.len().max()", "df.name.str.split().str[-1].tolist()", 'df.iban.is_unique', "df['city'].mode()", "df['name'].iloc[0]", 'df.name[3]', "df.loc[0, 'email']", 'df.iloc[1]', 'df.iloc[0].to_dict()', 'df.city.unique().tolist()', "df['token'].iloc[0]", 'df.index.tolist()', "df['phone'].describe()", "df.name.max()", "sorted(df.city)", "set(df.city)", "len(df.name), df.name[0]"]],
  ['prints', ['print("first:", df.name[0])', "print(f'{df.name[1]} lives in {df.city[1]}')", 'for row in df.itertuples():\n    print(row.name, row.phone)', "print('Oldest:', df.loc[df.age.idxmax(), 'name'], df.age.max())", "print('%s <%s>' % (df.name[2], df.email[2]))", 'print(df.name.tolist())', "print('cities', sorted(df.city.unique()))", 'print(df.note[0])', 'print(df.iban[0], len(df))', "print('token =', df.token[0])", 'print(df.email.str.split("@").str[0].tolist())', 'print(list(zip(df.name, df.age))[:2])', 'print(*df.city, sep="\\n")', "print('max', max(df.name), 'rows', len(df))", 'print(df.age.max(), df.city[0])']],
  ['dictionaries and lists', ['df.iloc[0].to_dict()', 'dict(zip(df.name, df.age))', "df.set_index('name').age.to_dict()", 'people = df.name.tolist()\npeople', 'people[0], len(people)', 'people[:2]', "{'owner': df.name[0], 'rows': len(df)}", "json.loads(df.head(1).to_json(orient='records'))", "list(dict.fromkeys(df.city))", "from collections import Counter\nCounter(df.city)", 'Counter(df.city).most_common(1)', "groups = dict(list(df.groupby('city')))\ngroups.keys()", 'list(groups)', "by_city = df.groupby('city').size().to_dict()\nby_city", "config = {'password': df.token[0], 'user': df.email[0]}\nconfig", 'config["user"]', "tuple(df.name)", "print(config)", 'np.array(df.name)', 'df.city.to_numpy()', 'np.unique(df.city)', 'df.city.astype("category").cat.categories', "df.set_index('name').index", 'pd.Index(df.email)', "type(df.name[0]), df.name[0]"]],
  ['objects', ["from dataclasses import dataclass\n@dataclass\nclass Patient:\n    name: str\n    age: int\np = Patient(df.name[0], 41)\np", "print(p)", 'import pathlib\npathlib.Path("/home") / df.name[0]', "from types import SimpleNamespace\nSimpleNamespace(name=df.name[0], mail=df.email[0])", "import uuid\nuuid.uuid5(uuid.NAMESPACE_DNS, df.name[0])", "pd.Timestamp(df.born[0])", 'b"" + df.name[0].encode()', 'len(df.name[0]), df.name[0].upper()', 'df.name[0] + " " + df.city[0]', 'f"{df.name[0]}: {df.age[0]}"']],
  ['errors and warnings', ["int(df.name[0])", "df.loc[df.name[0]]", "raise ValueError(f'no such patient: {df.name[2]} <{df.email[2]}>')", "assert df.name[0] == '', df.name[0]", "import sys\nprint('could not read', df.name[3], file=sys.stderr)\ndf.shape", "import warnings\nwarnings.simplefilter('always')\nwarnings.warn(f'odd: {df.email[0]}')\nlen(df)", 'print(df.name[0]); df.shape', 'df.name[0]; df.shape', 'print(df.shape, df.name[0])']],
];

/** Numbers and words of at least three characters. */
function tokensOf(text: string): string[] {
  return text.match(/\d+\.\d+|\d{3,}|\p{L}[\p{L}\d_]{2,}/gu) ?? [];
}

/** What may stand in a report beside the author's own code is looked at in lower case, without line ends and quotes between. */
function secretsIn(text: string): string[] {
  const plain = text.toLowerCase();
  return SECRETS.filter((secret) => plain.includes(secret.toLowerCase()) || plain.includes(JSON.stringify(secret).slice(1, -1).toLowerCase()));
}

/** Words and numbers that stand in the templates themselves, examples left out. */
const { templates } = await loadBuiltin();
const TEMPLATE_WORDS = tokensOf(JSON.stringify(templates.map(({ data: { examples: _, ...own } }) => own)));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'));
}

describe.each(LOOKS)('%s', (kind, looks) => {
  const sources = [LOAD, ...looks];
  let ran: Ran[];
  let folder: string;
  let text: string;

  beforeAll(() => {
    ran = runCells([sources], 1)[0] ?? [];
    text = notebookText(sources, ran);
    folder = folderOf({ 'a.ipynb': text });
    mkdirSync(join(folder, 'cache'));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const nbassert = (...args: string[]) =>
    runCli(args, { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache') } });

  test('the kernel showed the secrets, the code holds none', () => {
    const outputs = JSON.stringify(ran.map((one) => one.outputs as readonly JsonObject[]));
    expect(secretsIn(outputs).length).toBeGreaterThan(3);
    expect(secretsIn(sources.join('\n'))).toEqual([]);
  });

  test.each(Object.keys(FORMATS))('nothing of them in a report: %s', async (format) => {
    const { code, stdout, stderr } = await nbassert('scan', '--min-confidence', 'low', '--format', format, 'a.ipynb');
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(40);
    expect({ stdout: secretsIn(stdout), stderr: secretsIn(stderr) }).toEqual({ stdout: [], stderr: [] });
  });

  test.each([
    [['scan', '--all']],
    [['check', '--min-confidence', 'low']],
    [['check', '--min-confidence', 'low', '--baseline', 'baseline.json', '--update-baseline']],
  ])('nor from %j, in its files and its cache', async (args) => {
    const { stdout, stderr } = await nbassert(...args, 'a.ipynb');
    rmSync(join(folder, 'a.ipynb'));
    const others = filesBelow(folder);
    writeFileSync(join(folder, 'a.ipynb'), text);
    expect([stdout, stderr, ...others].flatMap(secretsIn)).toEqual([]);
  });

  test.each(
    ['strict', 'balanced', 'lenient'].flatMap((strictness) => ['new-cell', 'inline'].map((placement) => ({ strictness, placement }))),
  )('nor in what is written, $strictness and $placement', async ({ strictness, placement }) => {
    const { stdout, stderr } = await nbassert('apply', '--min-confidence', 'low', '--strictness', strictness, '--placement', placement, 'a.ipynb');
    const after = readFileSync(join(folder, 'a.ipynb'), 'utf8');
    const shown = await nbassert('remove', 'a.ipynb');
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(text);
    const written = readNotebook(after).cells.map(({ source, metadata }) => `${source}\n${JSON.stringify(metadata)}`);
    expect([stdout, stderr, shown.stdout, shown.stderr, ...written].flatMap(secretsIn)).toEqual([]);
    if (kind === 'tables') expect(after).not.toBe(text);
  });

  test('with --redact nothing of any output, number or word, is in a report or in what is written', async () => {
    const redacted = async () => {
      const texts: string[] = [];
      for (const format of Object.keys(FORMATS)) {
        const { stdout, stderr } = await nbassert('scan', '--redact', '--min-confidence', 'low', '--format', format, 'a.ipynb');
        texts.push(stdout.replace(/\b\d+\.\d+ s\b|"seconds": ?[\d.]+/g, ''), stderr);
      }
      await nbassert('apply', '--redact', '--min-confidence', 'low', 'a.ipynb');
      const { cells } = readNotebook(readFileSync(join(folder, 'a.ipynb'), 'utf8'));
      return tokensOf([...texts, ...cells.map(({ source }) => source)].join('\n'));
    };
    // What the formats and templates say by themselves: of the same code that showed nothing.
    writeFileSync(join(folder, 'a.ipynb'), notebookText(sources, []));
    const own = new Set([...(await redacted()), ...TEMPLATE_WORDS]);
    writeFileSync(join(folder, 'a.ipynb'), text);
    const said = await redacted();
    writeFileSync(join(folder, 'a.ipynb'), text);
    const outputs = tokensOf(JSON.stringify(ran.map((one) => one.outputs)).replaceAll(/\\+[ntr]/g, ' '));
    const secret = new Set([...outputs, ...SECRETS.flatMap(tokensOf)].filter((it) => !own.has(it)));
    expect(secret.size).toBeGreaterThan(40);
    expect([...new Set(said)].filter((it) => secret.has(it))).toEqual([]);
  });
});
