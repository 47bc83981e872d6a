import type { Evidence, Scalar } from '../types.ts';
import { readValue } from '../value.ts';
import { type Format, isNumberFormat, readFormatted } from './skeleton/formats.ts';
import type { Slot } from './skeleton/slots.ts';

/** Reads what stood in a slot, with what its format left of the value. Null when nothing can be said. */
export function readSlot(slot: Slot, text: string): Evidence | null {
  const { format } = slot;
  if (format.filled || slot.type === 'repeat') return null;
  if (slot.string && slot.conversion === null)
    return stringScalar(format.padLeft || format.padRight ? text.trim() : text);
  if (slot.type === 'int' || slot.type === 'number' || isNumberFormat(format)) {
    const number = readFormatted(text, format);
    return number === null ? null : rounded(plainFloat(number, slot, text), slot);
  }
  if (/^[boxXc]$/.test(format.type)) return null;
  if (format.precision !== null) return cutText(text, format);
  const value = readValue(text, slot.conversion === 'r' ? { exact: true } : {});
  if (value.kind !== 'scalar') return value;
  return rounded(format.type === '' ? whole(value, text) : value, slot);
}

/** `print` writes all digits of a float, however few they are: `0.8` is 0.8. Of a tensor it writes four. */
function whole(value: Scalar, shown: string): Scalar {
  return value.type === 'float' && /^[-+\d.e]+$/.test(shown.trim()) ? { ...value, precision: 0 } : value;
}

/** A float that no format touched is read as any printed value. */
function plainFloat(number: Scalar, slot: Slot, text: string): Scalar {
  if (
    slot.format.type !== '' ||
    slot.format.precision !== null ||
    slot.format.grouped ||
    number.type === 'int'
  )
    return number;
  const value = readValue(text);
  return value.kind === 'scalar' ? whole(value, text) : number;
}

/** A precision without a type rounds a number and cuts a string. */
function cutText(text: string, format: Format): Evidence {
  const number = format.type === '' ? readFormatted(text, format) : null;
  return number ?? { kind: 'text', text };
}

function rounded(value: Scalar, slot: Slot): Scalar {
  if (slot.rounded === null || value.type !== 'float') return value;
  return { ...value, precision: Math.max(value.precision, Number(`5e${-slot.rounded - 1}`)) };
}

function stringScalar(text: string): Evidence {
  return { kind: 'scalar', type: 'str', value: text, text, precision: 0, class: null };
}
