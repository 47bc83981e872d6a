/** Rule 9: which values of saved outputs may move into an assert. When in doubt, none. */

/** Where a value comes from. */
export interface PrivacyContext {
  /** Name of the column, key or index that holds the value; null when not known. */
  readonly column: string | null;
  /** How many different values there are; null when not known. */
  readonly distinct: number | null;
  /**
   * `name`: the value is itself a name of the data's structure: a column, a key, a dtype, a class.
   * `category`: one of a small set of values. `value`: a single value.
   */
  readonly role: 'name' | 'category' | 'value';
}

/** Sets of text values beyond this size are not categories. */
export const MAX_CATEGORIES = 30;
const MAX_CATEGORY_LENGTH = 32;

/** Words in the name of a column that make its values private: of people, addresses, keys. */
const PRIVATE_WORDS = new Set(
  `name names firstname lastname surname forename fullname username nickname login user person patient passenger customer
  client employee contact author owner guest student teacher doctor physician nurse member recipient sender mail email
  emails phone telephone tel mobile cell fax address addr street zip zipcode postcode postal city town ssn sin nin nino
  passport license licence plate iban bic swift account acct card credit cvv pan token secret password passwd pwd key
  apikey hash salt signature session cookie ip ipaddress mac imei imsi uuid guid url uri link website latitude longitude
  lat lon lng long geo coordinates location dob birthday birthdate born biography bio comment comments message messages
  text note notes description remark remarks review reviews tweet content body diagnosis mrn insurance policy salary
  handle id ids identifier medical health record signature ticket cabin vin iccid chat subject`.split(/\s+/),
);

/** Names of columns that hold such a word and yet no person: `gene_name`, `feature_name`. */
const PUBLIC_NAME =
  /^(feature|column|class|species|model|gene|country|month|day|weekday|color|colour|variable|metric|file|dataset|dtype|category|brand|product|sport|team|genre|language|region|state|continent|season|currency|label|target|method|layer|unit)[ _-]?names?$/i;

const SHAPES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,}/, 'an e-mail address'],
  [/\b[a-z][a-z0-9+.-]{1,15}:\/\/|\bwww\.\w/i, 'an address in a network'],
  [/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/, 'an IP address'],
  [/\b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}\b/i, 'an IP or hardware address'],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/, 'an account number'],
  [/\b\d{3}-\d{2}-\d{4}\b/, 'a national identifier'],
  [/\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/, 'a national identifier'],
  [
    /(?:\+|\b00)\d[\d ().-]{6,20}\d|\(\d{2,5}\)[ -]?\d{2,4}[ -]?\d{2,5}|\b\d{3}[ .-]\d{3,4}[ .-]\d{4}\b/,
    'a phone number',
  ],
  [/\b(?:\d[ -]?){13,19}\b/, 'a card number'],
  [/\d{9,}/, 'a long number'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i, 'an identifier'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,}\b/i, 'a hash'],
  [/\b(?:sk|pk|ghp|gho|ghs|glpat|xox[abp]|hf|AKIA|AIza|eyJ)[-_A-Za-z0-9]{10,}/, 'a key'],
  [/\b(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+/-]{20,}={0,2}/, 'a key'],
  [/-?\d{1,3}\.\d{3,}\s*[,;/]\s*-?\d{1,3}\.\d{3,}/, 'a place on the map'],
  [
    /\b\d{1,5}[a-z]?,? (?:[A-Z][\w.'-]* ?){1,4}\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|square|sq)\b/i,
    'an address',
  ],
  [/\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse) ?\d/i, 'an address'],
  [
    /\b(?:mr|mrs|ms|miss|dr|prof|sir|herr|frau|mme|mlle|rev|capt|col|master)\b\.? +[A-Z]/i,
    'the name of a person',
  ],
  [/^(?:\/|~\/|[A-Z]:\\)(?:home|users|Users|Documents)?/, 'a path'],
];

/** Words of two that are no person: `United States`, `New York` stays private as a city would. */
const PUBLIC_PAIRS = new Set(
  `united states|united kingdom|south africa|south korea|north korea|new zealand|saudi arabia|sri lanka|costa rica|puerto rico|
  el salvador|hong kong|ivory coast|czech republic|dominican republic|sierra leone|burkina faso|cape verde|equatorial guinea|
  papua new guinea|north america|south america|latin america|middle east|western europe|eastern europe|central america|
  new england|north macedonia|east timor|san marino|united arab emirates|bosnia and herzegovina|trinidad and tobago|
  antigua and barbuda|western sahara|french guiana|french polynesia|solomon islands|marshall islands|faroe islands|
  african american|high school|some college|random forest|logistic regression|decision tree|naive bayes|gradient boosting|
  very good|very bad|not applicable|adj close|linear regression|neural network|support vector|full time|part time|
  never married|married civ|asian pac|master degree|bachelor degree`.split(/\|\s*/),
);

/**
 * Why a value must stay where it is ("an e-mail address"), or null when it may be copied. Text and numbers are judged by
 * their looks, by the name of their column and by how many there are.
 */
export function privateReason(
  value: string | number | boolean | null,
  context: PrivacyContext,
): string | null {
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'number') return privateNumber(value, context);
  const shape = shapeOf(value);
  if (shape !== null) return shape;
  if (context.role === 'name') return privateName(value);
  if (context.column !== null && isPrivateColumn(context.column) && !isPlainNumber(value))
    return `a value of \`${context.column.slice(0, 40)}\``;
  if (isPlainNumber(value)) return privateNumber(Number(value), context);
  if (context.distinct !== null && context.distinct > MAX_CATEGORIES) return 'one of many different texts';
  return looksLikeProse(value) ?? looksLikePerson(value, context);
}

/** Whether a value must not move into an assert. */
export function isPrivate(value: string | number | boolean | null, context: PrivacyContext): boolean {
  return privateReason(value, context) !== null;
}

/** The first reason among the values of a set of categories, or null when all of them may be copied. */
export function privateCategories(
  values: readonly (string | number | boolean | null)[],
  column: string | null,
): string | null {
  const context: PrivacyContext = { column, distinct: values.length, role: 'category' };
  const texts = values.filter((value): value is string => typeof value === 'string');
  if (texts.length > MAX_CATEGORIES) return 'one of many different texts';
  for (const value of values) {
    const reason = privateReason(value, context);
    if (reason !== null) return reason;
  }
  return null;
}

/** Whether the name of a column says that its values are about persons, addresses or keys. */
export function isPrivateColumn(column: string): boolean {
  if (PUBLIC_NAME.test(column)) return false;
  return column
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some(
      (word) =>
        PRIVATE_WORDS.has(word) || /^(user|customer|client|patient|first|last|e)(name|id|mail)$/.test(word),
    );
}

function shapeOf(value: string): string | null {
  const text = value.slice(0, 300);
  if (isPlainNumber(text) && !/^\+?\d{9,}$/.test(text)) return null;
  return SHAPES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function isPlainNumber(text: string): boolean {
  return /^[+-]?(\d{1,24}(\.\d{0,24})?|\.\d{1,24})([eE][+-]?\d{1,4})?$/.test(text);
}

/** Counts, ranges and scores are structure; what numbers somebody or a place is not. */
function privateNumber(value: number, context: PrivacyContext): string | null {
  if (context.role === 'name') return null;
  const column = context.column;
  if (column !== null && isPrivateColumn(column)) return `a value of \`${column.slice(0, 40)}\``;
  const isLong = Number.isInteger(value) && Math.abs(value) >= 1e9;
  return isLong && context.role === 'category' ? 'a long number' : null;
}

/** Names of columns and classes are structure, unless they are text themselves (one-hot columns of names, say). */
function privateName(value: string): string | null {
  return value.length > 80 || value.trim().split(/\s+/).length > 10 ? 'free text' : null;
}

function looksLikeProse(value: string): string | null {
  if (value.length > MAX_CATEGORY_LENGTH || /[\n\r\t]/.test(value)) return 'free text';
  return value.trim().split(/\s+/).length > 4 || /[.!?] +\S/.test(value) ? 'free text' : null;
}

/** `Ada Lovelace`, `Lovelace, Ada`, `J. R. Smith`: two or three capitalised words. */
function looksLikePerson(value: string, context: PrivacyContext): string | null {
  const text = value.trim();
  if (PUBLIC_PAIRS.has(text.toLowerCase())) return null;
  const name =
    /^\p{Lu}[\p{L}'’-]*\.?(?:,? +(?:(?:van|von|de|der|den|da|di|la|le|bin|al|el) +)*\p{Lu}[\p{L}'’-]*\.?){1,3}$/u;
  if (name.test(text)) return 'the name of a person, by its looks';
  if (/^[\p{L}'-]+, +\p{L}/u.test(text)) return 'the name of a person, by its looks';
  // A single capitalised word that stands alone may be anybody; among categories it is one of a kind.
  if (context.role === 'value' && context.column === null && /^\p{Lu}\p{Ll}+$/u.test(text))
    return 'a word that may be a name';
  return null;
}
