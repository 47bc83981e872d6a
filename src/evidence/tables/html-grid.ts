/** The outermost tables of an HTML output as plain cells. Streaming; nesting is counted, never followed. */
import { Parser } from 'htmlparser2';

export interface HtmlCell {
  readonly header: boolean;
  readonly class: string;
  readonly text: string;
  readonly colspan: number;
  readonly rowspan: number;
}
export interface HtmlRow {
  readonly head: boolean;
  readonly cells: readonly HtmlCell[];
}
export interface HtmlTable {
  readonly class: string;
  readonly id: string;
  readonly rows: readonly HtmlRow[];
  /** Another table stands inside a cell. */
  readonly nested: boolean;
  /** `</table>` was seen. */
  readonly closed: boolean;
}
export interface HtmlDocument {
  readonly tables: readonly HtmlTable[];
  /** Text outside tables, without styles and scripts; one item a stretch. */
  readonly around: readonly string[];
  /** Classes of the first elements, enough to know whose HTML it is. */
  readonly classes: ReadonlySet<string>;
}

const MOST_SPAN = 1000;
const MOST_CLASSES = 200;
const SILENT = new Set(['style', 'script', 'template', 'button', 'svg']);

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenTable = Open<Omit<HtmlTable, 'rows'>> & { rows: { head: boolean; cells: HtmlCell[] }[] };

/** No output nests so deep, and the parser's own bookkeeping grows with the depth. */
const MOST_DEPTH = 512;
class TooDeep extends Error {}

/** Reads all tables. Never throws: HTML that is cut off or is none gives what could be read of it. */
export function readHtml(html: string): HtmlDocument {
  const collector = new Collector();
  const parser = new Parser(collector, { decodeEntities: true, lowerCaseTags: true });
  try {
    parser.write(html);
    parser.end();
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
  }
  return collector.document();
}

class Collector {
  private readonly tables: OpenTable[] = [];
  private readonly around: string[] = [];
  private readonly classes = new Set<string>();
  private depth = 0;
  private open = 0;
  private silent = 0;
  private inHead = false;
  private cell: (Open<Omit<HtmlCell, 'text'>> & { text: string[] }) | null = null;
  private loose: string[] = [];

  document(): HtmlDocument {
    this.endLoose();
    return { tables: this.tables, around: this.around, classes: this.classes };
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    this.open += 1;
    if (this.open > MOST_DEPTH) throw new TooDeep();
    if (this.classes.size < MOST_CLASSES)
      for (const word of (attributes.class ?? '').split(/\s+/)) if (word !== '') this.classes.add(word);
    if (SILENT.has(name)) this.silent += 1;
    else if (name === 'table') this.openTable(attributes);
    else if (this.depth !== 1) return;
    else if (name === 'thead') this.inHead = true;
    else if (name === 'tbody' || name === 'tfoot') this.inHead = false;
    else if (name === 'tr') this.tables.at(-1)!.rows.push({ head: this.inHead, cells: [] });
    else if (name === 'td' || name === 'th') this.openCell(name, attributes);
    else if (name === 'br') this.cell?.text.push('\n');
  }

  ontext(text: string): void {
    if (this.silent > 0) return;
    if (this.cell !== null) this.cell.text.push(text);
    else if (this.depth === 0) this.loose.push(text);
  }

  onclosetag(name: string, implied: boolean): void {
    this.open -= 1;
    if (SILENT.has(name)) this.silent = Math.max(0, this.silent - 1);
    else if (name === 'table') this.closeTable(implied);
    else if (this.depth === 1 && (name === 'td' || name === 'th' || name === 'tr')) this.closeCell();
    else if (this.depth === 0) this.endLoose();
  }

  private openTable(attributes: Record<string, string>): void {
    this.depth += 1;
    if (this.depth > 1) {
      this.tables.at(-1)!.nested = true;
      return;
    }
    this.endLoose();
    this.inHead = false;
    const { class: name = '', id = '' } = attributes;
    this.tables.push({ class: name, id, rows: [], nested: false, closed: false });
  }

  private closeTable(implied: boolean): void {
    if (this.depth === 1) {
      this.closeCell();
      this.tables.at(-1)!.closed = !implied;
    }
    this.depth = Math.max(0, this.depth - 1);
  }

  private openCell(name: string, attributes: Record<string, string>): void {
    this.closeCell();
    this.cell = {
      header: name === 'th',
      class: attributes.class ?? '',
      text: [],
      colspan: span(attributes.colspan),
      rowspan: span(attributes.rowspan),
    };
  }

  private closeCell(): void {
    const { cell } = this;
    if (cell === null) return;
    this.cell = null;
    const rows = this.tables.at(-1)!.rows;
    if (rows.length === 0) rows.push({ head: this.inHead, cells: [] });
    rows.at(-1)!.cells.push({ ...cell, text: cell.text.join('').trim() });
  }

  private endLoose(): void {
    const text = this.loose.join('').trim();
    this.loose = [];
    if (text !== '') this.around.push(text);
  }
}

function span(value: string | undefined): number {
  const number = Number(value ?? 1);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, MOST_SPAN) : 1;
}

/** A cell of the grid: where a cell spans several places, the others have `repeated`. */
export interface GridCell {
  readonly cell: HtmlCell;
  readonly repeated: boolean;
}

/** The rows with spans filled in; null when the rows differ in length or the spans claim more cells than `most`. */
export function toGrid(rows: readonly HtmlRow[], most: number): GridCell[][] | null {
  const grid: GridCell[][] = [];
  /** For each column: the cell that reaches down, and for how many rows more. */
  let reaching: { cell: HtmlCell; left: number }[] = [];
  let count = 0;
  for (const row of rows) {
    const line: GridCell[] = [];
    const next: { cell: HtmlCell; left: number }[] = [];
    const place = (cell: HtmlCell, left: number, repeated: boolean) => {
      if (left > 0) next[line.length] = { cell, left };
      line.push({ cell, repeated });
    };
    const fill = () => {
      for (let above = reaching[line.length]; above !== undefined; above = reaching[line.length])
        place(above.cell, above.left - 1, true);
    };
    for (const cell of row.cells) {
      fill();
      for (let column = 0; column < cell.colspan; column += 1) place(cell, cell.rowspan - 1, column > 0);
      count += cell.colspan;
      if (count > most) return null;
    }
    fill();
    count += line.length;
    if (count > most) return null;
    reaching = next;
    grid.push(line);
  }
  return grid.every((line) => line.length === grid[0]!.length) ? grid : null;
}
