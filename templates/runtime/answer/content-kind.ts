/** How a body of a media type is written. */
export type ContentKind =
  | 'json'
  | 'json-lines'
  | 'json-sequence'
  | 'event-stream'
  | 'xml'
  | 'svg'
  | 'csv'
  | 'yaml'
  | 'html'
  | 'text'
  | 'form'
  | 'multipart'
  | 'binary'

const kinds: readonly [RegExp, ContentKind][] = [
  [
    /^application\/(?:x-)?(?:ndjson|jsonl(?:ines)?|json-lines|json-l)$|\+ndjson$|\+jsonl$/,
    'json-lines',
  ],
  [/^application\/json-seq$|\+json-seq$/, 'json-sequence'],
  [/^text\/event-stream$/, 'event-stream'],
  [/(?:^|[/+.-])json$|^application\/json\b/, 'json'],
  [/^image\/svg\b/, 'svg'],
  [/(?:^|[/+.-])xml$|^application\/xml\b/, 'xml'],
  [/^text\/(?:csv|tab-separated-values)$|\/csv$/, 'csv'],
  [/yaml$|\/yml$/, 'yaml'],
  [/html$/, 'html'],
  [/^application\/x-www-form-urlencoded$/, 'form'],
  [/^multipart\//, 'multipart'],
  [
    /^text\/|^application\/(?:javascript|ecmascript|graphql|jwt|jose|sql|rtf|x-sh|pem)\b|^te[sx]t/,
    'text',
  ],
]

/** Type and subtype of a media type in lower case, without parameters. */
export function essenceOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}

/** The kind of a media type; what is not known as text counts as binary. */
export function kindOf(contentType: string): ContentKind {
  const essence = essenceOf(contentType)
  // Most bodies are, and every fresh one asks.
  if (essence === 'application/json') return 'json'
  return kinds.find(([pattern]) => pattern.test(essence))?.[1] ?? 'binary'
}

/** True for documents that are one JSON value. */
export function isJson(contentType: string): boolean {
  return kindOf(contentType) === 'json'
}
