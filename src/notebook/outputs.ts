/** Saved outputs of nbformat 3 and 4 as one kind of value. */

import type { JsonObject, JsonValue, MimeBundle, Output } from './types.ts';
import { integerAt, isObject, isStringList, joinedText, listAt, objectAt, stringAt } from './values.ts';

/** What nbformat 3 calls the content types (nbformat/v4/convert.py). */
const V3_MIME = new Map([
  ['text', 'text/plain'],
  ['html', 'text/html'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['latex', 'text/latex'],
  ['json', 'application/json'],
  ['javascript', 'application/javascript'],
]);

/** Reads the outputs of a code cell; what is no output of a known kind is left out. */
export function readOutputs(cell: JsonObject, major: number): Output[] {
  const outputs: Output[] = [];
  for (const value of listAt(cell, 'outputs')) {
    const output = isObject(value) ? readOutput(value, major) : null;
    if (output !== null) outputs.push(output);
  }
  return outputs;
}

function readOutput(output: JsonObject, major: number): Output | null {
  switch (stringAt(output, 'output_type')) {
    case 'stream':
      return {
        kind: 'stream',
        name: stringAt(output, major === 3 ? 'stream' : 'name') === 'stderr' ? 'stderr' : 'stdout',
        text: joinedText(output.text) ?? '',
      };
    case 'execute_result':
      return {
        kind: 'result',
        data: readBundle(objectAt(output, 'data')),
        executionCount: integerAt(output, 'execution_count'),
      };
    case 'pyout':
      return {
        kind: 'result',
        data: readV3Bundle(output),
        executionCount: integerAt(output, 'prompt_number'),
      };
    case 'display_data':
    case 'update_display_data':
      return {
        kind: 'display',
        data: major === 3 ? readV3Bundle(output) : readBundle(objectAt(output, 'data')),
      };
    case 'error':
    case 'pyerr':
      return {
        kind: 'error',
        name: stringAt(output, 'ename') ?? '',
        message: stringAt(output, 'evalue') ?? '',
        traceback: listAt(output, 'traceback').filter((line) => typeof line === 'string'),
      };
    default:
      return null;
  }
}

/** Without a prototype, so that no mime type of a file can name anything but itself. */
function readBundle(data: JsonObject): MimeBundle {
  const bundle: Record<string, JsonValue> = Object.create(null);
  for (const [mime, content] of Object.entries(data)) bundle[mime] = joinedContent(mime, content);
  return bundle;
}

function readV3Bundle(output: JsonObject): MimeBundle {
  const bundle: Record<string, JsonValue> = Object.create(null);
  for (const [key, content] of Object.entries(output)) {
    const mime = V3_MIME.get(key);
    if (mime !== undefined) bundle[mime] = joinedContent(mime, content);
  }
  return bundle;
}

/** A list is a list in JSON types and the lines of a text in all others. */
function joinedContent(mime: string, content: JsonValue): JsonValue {
  const isJson = mime === 'application/json' || (mime.startsWith('application/') && mime.endsWith('+json'));
  return !isJson && isStringList(content) ? content.join('') : content;
}
